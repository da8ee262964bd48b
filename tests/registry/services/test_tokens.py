from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from packformat.errors import CtxpackError
from registry.models import ApiToken, AuditEntry, User
from registry.services.tokens import check_token, create_token, revoke_token
from registry.token_text import new_token


def code_of(text: str) -> str:
    with pytest.raises(CtxpackError) as caught:
        check_token(text)
    return caught.value.code


@pytest.fixture
def text(ada: User) -> str:
    return create_token(actor=ada, name="laptop", scopes=["publish"])[1]


def test_a_token_speaks_for_its_user_within_its_scopes(ada: User, text: str) -> None:
    token = check_token(text)
    assert (token.user, token.scopes) == (ada, ["publish"])


def test_a_token_lasts_90_days(text: str) -> None:
    left = check_token(text).expires_at - timezone.now()
    assert timedelta(days=89, hours=23) < left <= timedelta(days=90)


def test_the_text_is_nowhere_in_the_database(text: str) -> None:
    secret = text.removeprefix("ctxp_")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert secret not in str(cursor.fetchall())


def test_a_token_that_nobody_made_is_refused(text: str) -> None:
    assert code_of(new_token()) == "E_TOKEN_INVALID"
    assert code_of(text[:-1]) == "E_TOKEN_INVALID"
    assert code_of("") == "E_TOKEN_INVALID"


def test_an_expired_token_is_refused(text: str) -> None:
    ApiToken.objects.update(expires_at=timezone.now())
    assert code_of(text) == "E_TOKEN_EXPIRED"


def test_a_revoked_token_is_refused_at_once(ada: User, text: str) -> None:
    revoke_token(actor=ada, token_id=ApiToken.objects.get().pk)
    assert code_of(text) == "E_TOKEN_REVOKED"


def test_an_account_that_is_switched_off_takes_its_tokens_along(ada: User, text: str) -> None:
    ada.is_active = False
    ada.save()
    assert code_of(text) == "E_ACCOUNT_INACTIVE"


def test_only_its_own_user_revokes_a_token(ada: User, eve: User, text: str) -> None:
    token = check_token(text)
    with pytest.raises(CtxpackError) as caught:
        revoke_token(actor=eve, token_id=token.pk)
    assert caught.value.code == "E_TOKEN_ABSENT"
    assert check_token(text).user == ada


def test_revoking_again_keeps_the_first_date(ada: User, text: str) -> None:
    pk = check_token(text).pk
    first = revoke_token(actor=ada, token_id=pk).revoked_at
    assert revoke_token(actor=ada, token_id=pk).revoked_at == first
    assert AuditEntry.objects.filter(action="token.revoke").count() == 1


def test_a_scope_that_does_not_exist_is_refused(ada: User) -> None:
    with pytest.raises(CtxpackError, match="no scope `everything`"):
        create_token(actor=ada, name="x", scopes=["everything"])


def test_its_use_is_noted_once_a_minute_and_not_at_each_request(text: str) -> None:
    check_token(text)
    with CaptureQueriesContext(connection) as queries:
        check_token(text)
    assert len(queries) == 1
    first = ApiToken.objects.get().last_used_at
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    check_token(text)
    assert ApiToken.objects.get().last_used_at >= first
