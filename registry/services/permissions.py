"""Who may do what for a publisher."""

from registry.errors import ERRORS
from registry.models import Membership, Publisher, User


def is_member(actor: User, publisher: Publisher) -> bool:
    """Whether somebody is an owner or a member."""
    return Membership.objects.filter(publisher=publisher, user=actor).exists()


def require_member(actor: User, publisher: Publisher) -> None:
    """Refuse whoever is neither an owner nor a member.

    Raises:
        PermissionDeniedError: E_NOT_MEMBER.
    """
    if not is_member(actor, publisher):
        raise ERRORS.error("E_NOT_MEMBER", publisher=publisher.handle)


def require_owner(actor: User, publisher: Publisher) -> None:
    """Refuse whoever is not an owner.

    Raises:
        PermissionDeniedError: E_NOT_MEMBER, or E_ROLE for all other members.
    """
    seat = Membership.objects.filter(publisher=publisher, user=actor).first()
    if seat is None:
        raise ERRORS.error("E_NOT_MEMBER", publisher=publisher.handle)
    if seat.role != Membership.Role.OWNER:
        raise ERRORS.error("E_ROLE", publisher=publisher.handle, role=seat.role)


def require_member_or_staff(actor: User, publisher: Publisher) -> None:
    """Refuse whoever is neither a member nor staff, who take down what harms.

    Raises:
        PermissionDeniedError: E_NOT_MEMBER.
    """
    if not actor.is_staff:
        require_member(actor, publisher)


def require_impartial(actor: User, publisher: Publisher, *people: User | None) -> None:
    """Refuse to decide in one's own matter: about a publisher of one's own, or as one of `people`.

    Raises:
        PermissionDeniedError: E_OWN_MATTER.
    """
    if actor in people or is_member(actor, publisher):
        raise ERRORS.error("E_OWN_MATTER")


def require_staff(actor: User) -> None:
    """Refuse whoever does not run the registry.

    Raises:
        PermissionDeniedError: E_NOT_STAFF.
    """
    if not (actor.is_active and actor.is_staff):
        raise ERRORS.error("E_NOT_STAFF")


def publisher_of(actor: User, handle: str = "") -> Publisher:
    """Return the publisher that `actor` means: the named one, or else the only one.

    Raises:
        NotFoundError: E_PUBLISHER_UNKNOWN.
        PermissionDeniedError: E_NO_PUBLISHER or E_NOT_MEMBER.
        UsageError: E_PUBLISHER_AMBIGUOUS.
    """
    if handle:
        publisher = Publisher.objects.filter(handle=handle).first()
        if publisher is None:
            raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=handle)
        require_member(actor, publisher)
        return publisher
    own = list(Publisher.objects.filter(memberships__user=actor).order_by("handle")[:10])
    if not own:
        raise ERRORS.error("E_NO_PUBLISHER")
    if len(own) > 1:
        raise ERRORS.error("E_PUBLISHER_AMBIGUOUS", publishers=", ".join(one.handle for one in own))
    return own[0]
