"""The people of a publisher: inviting them, their roles, and letting them go.

A member submits and yanks, a maintainer also invites members, an owner also gives roles and removes people.
A publisher always keeps an owner.
"""

from django.db import transaction

from registry.errors import ERRORS
from registry.models import Invitation, Membership, Publisher, User
from registry.services.accounts import find_present
from registry.services.audit import record_act
from registry.services.grants import end_with_membership
from registry.services.search_index import weigh_packs_judged_by

_INVITES = {
    Membership.Role.OWNER: set(Membership.Role.values),
    Membership.Role.MAINTAINER: {Membership.Role.MEMBER},
}


@transaction.atomic
def invite_member(*, actor: User, publisher: str, username: str, role: str) -> Invitation:
    """Ask a person to join; nobody is a member without wanting it.

    Raises:
        UsageError: E_FIELD, there is no such role, or no such person who is not a member yet.
        NotFoundError: E_PUBLISHER_UNKNOWN.
        PermissionDeniedError: E_NOT_MEMBER or E_ROLE.
    """
    mine = _membership(actor, publisher)
    if role not in Membership.Role.values:
        raise ERRORS.error("E_FIELD", field="role", reason="choose one of owner, maintainer, member")
    if role not in _INVITES.get(mine.role, set()):
        raise ERRORS.error("E_ROLE", publisher=publisher, role=mine.role)
    user = find_present(username, outside=mine.publisher)
    if user is None:
        raise ERRORS.error("E_FIELD", field="username", reason="there is nobody to invite by this name")
    invitation, _created = Invitation.objects.update_or_create(
        publisher=mine.publisher, user=user, defaults={"role": role, "invited_by": actor}
    )
    record_act("member.invite", f"publisher:{publisher}", actor=actor, user=username, role=role)
    return invitation


@transaction.atomic
def answer_invitation(*, actor: User, invitation: int, accept: bool) -> None:
    """Join, or decline.

    Raises:
        NotFoundError: E_INVITATION_ABSENT, `actor` has none of that number.
    """
    theirs = Invitation.objects.select_related("publisher").filter(pk=invitation, user=actor)
    # Looked at behind the lock: whoever takes the right to invite from its author takes it back.
    Publisher.objects.select_for_update().filter(pk__in=theirs.values("publisher")).first()
    found = theirs.first()
    if found is None:
        raise ERRORS.error("E_INVITATION_ABSENT", invitation=invitation)
    if accept:
        Membership.objects.get_or_create(publisher=found.publisher, user=actor, defaults={"role": found.role})
        weigh_packs_judged_by(actor, found.publisher)
    found.delete()
    act = "member.join" if accept else "member.decline"
    record_act(act, f"publisher:{found.publisher.handle}", actor=actor, role=found.role)


@transaction.atomic
def set_role(*, actor: User, publisher: str, username: str, role: str) -> None:
    """Give a member another role, or none: without a role they are removed. One may always leave oneself.

    Without a role, whoever is invited is invited no longer; for that one has to be who may invite them.
    What a member who goes was granted of private packs before they joined ends with it.
    Whoever may invite no longer leaves no invitation behind through which they could come back.

    Raises:
        UsageError: E_FIELD, there is no such role or member.
        NotFoundError: E_PUBLISHER_UNKNOWN.
        PermissionDeniedError: E_NOT_MEMBER or E_ROLE.
        ConflictError: E_LAST_OWNER.
    """
    mine = _membership(actor, publisher)
    invitation = mine.publisher.invitations.filter(user__username=username).first()
    if invitation and not role:
        _take_back(invitation, mine)
        return
    leaves = username == actor.username and not role
    if mine.role != Membership.Role.OWNER and not leaves:
        raise ERRORS.error("E_ROLE", publisher=publisher, role=mine.role)
    if role and role not in Membership.Role.values:
        raise ERRORS.error("E_FIELD", field="role", reason="choose one of owner, maintainer, member")
    members = mine.publisher.memberships
    theirs = members.filter(user__username=username).first()
    if theirs is None:
        raise ERRORS.error("E_FIELD", field="username", reason="there is no member of this name")
    others = members.exclude(pk=theirs.pk).filter(role=Membership.Role.OWNER)
    if role != Membership.Role.OWNER and not others.exists():
        raise ERRORS.error("E_LAST_OWNER", publisher=publisher)
    if role:
        theirs.role = role
        theirs.save(update_fields=["role"])
    else:
        theirs.delete()
        end_with_membership(theirs.user, mine.publisher)
        weigh_packs_judged_by(theirs.user, mine.publisher)
    open_ones = mine.publisher.invitations.filter(invited_by=theirs.user_id)
    open_ones.exclude(role__in=_INVITES.get(role, set())).delete()
    record_act("member.role", f"publisher:{publisher}", actor=actor, user=username, role=role or "none")


def _take_back(invitation: Invitation, mine: Membership) -> None:
    handle, role = mine.publisher.handle, invitation.role
    if role not in _INVITES.get(mine.role, set()):
        raise ERRORS.error("E_ROLE", publisher=handle, role=mine.role)
    invitation.delete()
    user = invitation.user.username
    record_act("member.uninvite", f"publisher:{handle}", actor=mine.user, user=user, role=role)


def _membership(actor: User, handle: str) -> Membership:
    """Return what `actor` is there. Who changes a publisher's people stands in line here.

    So one owner stays of two who remove each other, and nobody invites who is just being removed.
    """
    publisher = Publisher.objects.select_for_update().filter(handle=handle).first()
    if publisher is None:
        raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=handle)
    mine = Membership.objects.select_related("publisher").filter(publisher=publisher, user=actor).first()
    if mine is None:
        raise ERRORS.error("E_NOT_MEMBER", publisher=handle)
    return mine
