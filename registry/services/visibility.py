"""Who may see a pack: asked once, when it is new, and changed once at most, from private to public."""

import io
import logging
from collections.abc import Iterator

from django.db import transaction

from packformat.digest import Digest
from registry.errors import ERRORS
from registry.models import Component, OutboxEntry, Pack, Requirement, Submission, User
from registry.readers import find_pack, private_packs
from registry.services.audit import record_act
from registry.services.outbox import promise
from registry.services.permissions import require_owner
from registry.storage.current import current_store
from registry.storage.keys import archive_key, skill_key

logger = logging.getLogger(__name__)


def is_private(visibility: str) -> bool:
    """Return whether a word for who may see a pack says that not everybody may.

    Raises:
        UsageError: E_FIELD, it is no such word.
    """
    if visibility not in Pack.Visibility.values:
        choices = ", ".join(Pack.Visibility.values)
        raise ERRORS.error("E_FIELD", field="visibility", reason=f"choose one of {choices}")
    return visibility == Pack.Visibility.PRIVATE


def private_once_published(submission: Submission, name: str) -> bool:
    """Whether only members may see what a submission becomes: as its pack is, or a new one is asked to be."""
    pack = Pack.every.filter(name=name).first()
    return pack.is_private if pack else submission.private


def set_visibility(*, actor: User, pack: str, visibility: str, confirm: str) -> Pack:
    """Show a private pack, with every version of it, to everybody; `confirm` is its name once more.

    The archives are where everybody gets them before the first document names them there. A pack that is as
    it is asked to be stays so; what was public cannot be made private, because it is out.

    Raises:
        UsageError: E_FIELD, there is no such visibility, or the name was not given again.
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER, or E_ROLE for all but owners.
        ConflictError: E_PUBLIC_FOR_EVER, E_REQUIRES_PRIVATE or E_MADE_FROM_PRIVATE, a version requires or was
            made from a pack that stays private.
        RegistryError: E_STORE_UNAVAILABLE.
    """
    found = find_pack(pack, actor)
    require_owner(actor, found.publisher)
    if is_private(visibility) == found.is_private:
        return found
    if not found.is_private:
        raise ERRORS.error("E_PUBLIC_FOR_EVER", pack=pack)
    if confirm != pack:
        raise ERRORS.error("E_FIELD", field="confirm", reason=f"write `{pack}`, the name of the pack")
    _copy_stored(found)
    return _make_public(actor, found)


@transaction.atomic
def _make_public(actor: User, pack: Pack) -> Pack:
    """Nobody publishes a version meanwhile: what came since the copying began is copied behind the lock."""
    locked = Pack.every.select_for_update(of=("self",)).get(pk=pack.pk)
    if not locked.is_private:
        return locked
    _refuse_private_requirements(locked)
    _refuse_private_originals(locked)
    _copy_stored(locked)
    locked.visibility = Pack.Visibility.PUBLIC
    locked.save(update_fields=["visibility"])
    promise(OutboxEntry.Task.WRITE_INDEX, locked.name)
    record_act("pack.public", f"pack:{locked.name}", actor=actor)
    logger.info("pack made public", extra={"pack": locked.name, "user": actor.pk})
    return locked


def _refuse_private_requirements(pack: Pack) -> None:
    """Whoever may install a pack must be able to have what it requires."""
    required = Requirement.objects.filter(release__pack=pack)
    hidden = private_packs(pack.publisher).exclude(pk=pack.pk).filter(name__in=required.values("name"))
    first = hidden.order_by("name").first()
    if first is not None:
        raise ERRORS.error("E_REQUIRES_PRIVATE", pack=pack.name, requirement=first.name)


def _refuse_private_originals(pack: Pack) -> None:
    """What everybody may read says what a pack was made from."""
    hidden = private_packs(pack.publisher).filter(releases__variants__pack=pack)
    first = hidden.order_by("name").first()
    if first is not None:
        raise ERRORS.error("E_MADE_FROM_PRIVATE", pack=pack.name, original=first.name)


def _copy_stored(pack: Pack) -> None:
    store = current_store()
    for private, public in _keys_of(pack):
        if store.size(public) is None:
            store.put(public, io.BytesIO(store.read(private)))


def _keys_of(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield where each archive of a pack rests now, and where everybody gets it."""
    for text in pack.releases.values_list("archive_digest", flat=True):
        digest = Digest.parse(text)
        yield archive_key(digest, private=True), archive_key(digest)
    skills = Component.objects.filter(release__pack=pack).exclude(archive_digest="")
    for text in skills.values_list("archive_digest", flat=True).distinct():
        digest = Digest.parse(text)
        yield skill_key(digest, private=True), skill_key(digest)
