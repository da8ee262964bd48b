"""Yanking: taking a release out of new resolutions, while locks that name it still install."""

import logging

from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import OutboxEntry, Release, User
from registry.readers import seen
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.outbox import promise
from registry.services.permissions import is_member, require_impartial, require_member_or_staff
from registry.services.texts import clean_line

logger = logging.getLogger(__name__)

LONGEST_REASON = Release._meta.get_field("yank_reason").max_length


@transaction.atomic
def yank_release(*, actor: User, pack: str, version: str, reason: str) -> Release:
    """Yank a release for `reason`, which everybody sees. Yanking it again changes nothing.

    Raises:
        UsageError: E_FIELD, the reason is empty or too long.
        NotFoundError: E_RELEASE_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER.
    """
    release = _locked(actor, pack, version)
    reason = clean_line(
        "reason", reason, LONGEST_REASON, wanted="say why, in words for those who use the pack"
    )
    if not release.is_yanked:
        release.yanked_at, release.yanked_by, release.yank_reason = timezone.now(), actor, reason
        # For good: a yank of the staff stays theirs when who made it leaves them, or joins the publisher.
        release.yanked_by_staff = actor.is_staff and not is_member(actor, release.pack.publisher)
        _save(release, "release.yank", actor, reason=reason)
        tell("yank", release.pk)
        if release.yanked_by_staff:
            tell("yank-by-staff", release.pk)
    return release


@transaction.atomic
def yank_persona(*, actor: User, pack: str, version: str, reason: str) -> list[Release]:
    """Yank a release, and all others of its pack that hold one of its personas: whoever agreed does no more.

    Raises what `yank_release` raises.
    """
    first = yank_release(actor=actor, pack=pack, version=version, reason=reason)
    names = first.components.filter(kind="persona").values("name")
    others = Release.objects.filter(pack=first.pack_id, yanked_at=None)
    versions = others.filter(components__kind="persona", components__name__in=names).distinct()
    return [
        first,
        *(
            yank_release(actor=actor, pack=pack, version=one.version, reason=reason)
            for one in versions.order_by("sort_key")
        ),
    ]


@transaction.atomic
def unyank_release(*, actor: User, pack: str, version: str) -> Release:
    """Take a yank back. A release that is not yanked stays as it is.

    Raises:
        NotFoundError: E_RELEASE_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER, or E_YANK_OF_STAFF: the publisher appeals against it; for those
            of the staff who belong to the publisher E_OWN_MATTER.
    """
    release = _locked(actor, pack, version)
    if release.is_yanked:
        if release.yanked_by_staff:
            if not actor.is_staff:
                raise ERRORS.error("E_YANK_OF_STAFF", pack=pack, version=version)
            require_impartial(actor, release.pack.publisher)
        release.yanked_at, release.yanked_by, release.yank_reason = None, None, ""
        release.yanked_by_staff = False
        _save(release, "release.unyank", actor)
    return release


def may_unyank(actor: User, release: Release) -> bool:
    """Whether `unyank_release` would let a member or one of the staff."""
    return not release.yanked_by_staff or (actor.is_staff and not is_member(actor, release.pack.publisher))


def _locked(actor: User, pack: str, version: str) -> Release:
    release = (
        seen(Release.objects.select_for_update(of=("self",)), actor)
        .select_related("pack__publisher")
        .filter(pack__name=pack, version=version)
        .first()
    )
    if release is None:
        raise ERRORS.error("E_RELEASE_ABSENT", pack=pack, version=version)
    require_member_or_staff(actor, release.pack.publisher)
    return release


def _save(release: Release, action: str, actor: User, **data: str) -> None:
    release.save(update_fields=["yanked_at", "yanked_by", "yank_reason", "yanked_by_staff"])
    promise(OutboxEntry.Task.WRITE_INDEX, release.pack.name)
    record_act(action, f"release:{release.pack.name}@{release.version}", actor=actor, **data)
    logger.info(action, extra={"pack": release.pack.name, "version": release.version, "user": actor.pk})
