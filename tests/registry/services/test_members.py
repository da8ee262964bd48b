import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Membership, User
from registry.services.members import answer_invitation, invite_member, set_role
from tests.support.at_once import before_it_is_sure
from tests.support.registry import user as make_user

ROLES = ("owner", "maintainer", "member")


def joined(ada: User, name: str, role: str) -> User:
    user = make_user(name)
    invitation = invite_member(actor=ada, publisher="ledgers", username=name, role=role)
    answer_invitation(actor=user, invitation=invitation.pk, accept=True)
    return user


def code_of(act: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        act()
    return caught.value.code


def test_one_joins_by_accepting_and_every_step_is_in_the_trail(ada: User) -> None:
    grace = joined(ada, "grace", "maintainer")
    assert grace.memberships.get().role == "maintainer"
    acts = AuditEntry.objects.filter(subject="publisher:ledgers").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == [
        "publisher.create",
        "member.invite",
        "member.join",
    ]


def test_one_who_declines_is_no_member(ada: User, eve: User) -> None:
    invitation = invite_member(actor=ada, publisher="ledgers", username="eve", role="member")
    assert code_of(lambda: answer_invitation(actor=ada, invitation=invitation.pk, accept=True)) == (
        "E_INVITATION_ABSENT"
    )
    answer_invitation(actor=eve, invitation=invitation.pk, accept=False)
    assert not Membership.objects.filter(user=eve, publisher__handle="ledgers").exists()


def test_an_invitation_is_taken_back_by_whoever_may_give_it(ada: User, eve: User) -> None:
    grace, hal = joined(ada, "grace", "maintainer"), joined(ada, "hal", "member")
    take_back = {"publisher": "ledgers", "username": "eve", "role": ""}
    invite_member(actor=ada, publisher="ledgers", username="eve", role="owner")
    for actor in (grace, hal):
        assert code_of(lambda actor=actor: set_role(actor=actor, **take_back)) == "E_ROLE"
    set_role(actor=ada, **take_back)
    assert not eve.invitations.exists()
    invite_member(actor=ada, publisher="ledgers", username="eve", role="member")
    set_role(actor=grace, **take_back)
    assert not eve.invitations.exists()
    assert AuditEntry.objects.filter(action="member.uninvite", actor=grace).exists()


@pytest.mark.parametrize(("role", "may"), [("owner", ROLES), ("maintainer", ("member",)), ("member", ())])
def test_each_role_invites_whom_it_may(ada: User, role: str, may: tuple[str, ...]) -> None:
    actor = joined(ada, "grace", role)
    for wanted in ROLES:
        make_user(f"new-{wanted}")

        def invite(wanted: str = wanted) -> None:
            invite_member(actor=actor, publisher="ledgers", username=f"new-{wanted}", role=wanted)

        if wanted in may:
            invite()
        else:
            assert code_of(invite) == "E_ROLE"


def test_only_owners_give_roles_and_one_owner_always_stays(ada: User) -> None:
    grace = joined(ada, "grace", "member")

    def change(actor: User, username: str, role: str) -> None:
        set_role(actor=actor, publisher="ledgers", username=username, role=role)

    assert code_of(lambda: change(grace, "grace", "owner")) == "E_ROLE"
    assert code_of(lambda: change(ada, "ada", "member")) == "E_LAST_OWNER"
    assert code_of(lambda: change(ada, "ada", "")) == "E_LAST_OWNER"
    change(ada, "grace", "owner")
    change(ada, "ada", "")
    assert not ada.memberships.exists()
    assert code_of(lambda: change(grace, "nobody", "member")) == "E_FIELD"
    assert code_of(lambda: change(grace, "grace", "king")) == "E_FIELD"


def test_a_member_may_always_leave(ada: User) -> None:
    grace = joined(ada, "grace", "member")
    set_role(actor=grace, publisher="ledgers", username="grace", role="")
    assert not grace.memberships.exists()


def test_strangers_and_nobodies_are_refused(ada: User, eve: User) -> None:
    def invite(actor: User, publisher: str, username: str, role: str = "member") -> str:
        return code_of(lambda: invite_member(actor=actor, publisher=publisher, username=username, role=role))

    assert invite(eve, "ledgers", "eve") == "E_NOT_MEMBER"
    assert invite(ada, "nowhere", "eve") == "E_PUBLISHER_UNKNOWN"
    assert invite(ada, "ledgers", "nobody") == "E_FIELD"
    assert invite(ada, "ledgers", "ada") == "E_FIELD"
    assert invite(ada, "ledgers", "eve", "king") == "E_FIELD"


@pytest.mark.usefixtures("transactional_db")
def test_whoever_is_removed_while_they_invite_invites_nobody(ada: User, eve: User) -> None:
    grace = joined(ada, "grace", "maintainer")

    code = before_it_is_sure(
        lambda: set_role(actor=ada, publisher="ledgers", username="grace", role=""),
        lambda: invite_member(actor=grace, publisher="ledgers", username="eve", role="member"),
    )
    assert code == "E_NOT_MEMBER"
    assert not eve.invitations.exists()


def test_whoever_may_invite_no_longer_leaves_no_way_back(ada: User, eve: User) -> None:
    grace = joined(ada, "grace", "owner")
    invite_member(actor=grace, publisher="ledgers", username="eve", role="owner")
    set_role(actor=ada, publisher="ledgers", username="grace", role="owner")
    assert eve.invitations.exists()
    set_role(actor=ada, publisher="ledgers", username="grace", role="maintainer")
    assert not eve.invitations.exists()
    invite_member(actor=grace, publisher="ledgers", username="eve", role="member")
    set_role(actor=ada, publisher="ledgers", username="grace", role="")
    assert not eve.invitations.exists()
