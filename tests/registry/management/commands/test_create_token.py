import io

import pytest
from django.core.management import CommandError, call_command

from registry.models import ApiToken, AuditEntry, Membership, Publisher, User
from registry.services.tokens import check_token
from tests.support import registry

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


def test_the_token_and_nothing_else_is_printed() -> None:
    printed = create("ada", "--publisher", "ledgers")
    assert printed.count("\n") == 1
    token = check_token(printed.strip())
    assert token.user.username == "ada"
    assert token.scopes == ["publish", "read", "yank"]


def test_user_and_publisher_are_made_where_they_are_missing() -> None:
    create("ada", "--publisher", "ledgers")
    create("ada", "--publisher", "ledgers")
    membership = Membership.objects.get()
    assert (membership.user.username, membership.publisher.handle) == ("ada", "ledgers")
    assert membership.role == "owner"
    assert not User.objects.get().has_usable_password()


def test_a_publisher_of_others_gets_another_owner() -> None:
    registry.publisher("ledgers", registry.user("ada"))
    create("eve", "--publisher", "ledgers")
    assert set(Publisher.objects.get().members.values_list("username", flat=True)) == {"ada", "eve"}


def test_scopes_name_and_days_can_be_chosen() -> None:
    create("ada", "--scope", "publish", "--days", "7", "--name", "nightly job")
    token = ApiToken.objects.get()
    assert (token.scopes, token.name) == (["publish"], "nightly job")
    assert (token.expires_at - token.created_at).days in (6, 7)


def test_a_handle_that_cannot_be_leaves_nothing_behind() -> None:
    with pytest.raises(CommandError, match="hint: choose another"):
        create("ada", "--publisher", "Not A Handle")
    assert not User.objects.exists()


def test_the_token_is_not_in_the_log_or_the_trail(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        text = create("ada").strip()
    assert text not in caplog.text
    assert text not in str(list(AuditEntry.objects.values()))
