"""Reviewing a version of somebody else's pack."""

from django.db import transaction

from registry.errors import ERRORS
from registry.models import Review, User
from registry.readers import find_release
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import is_member
from registry.services.search_index import index_trust
from registry.services.texts import clean_text

LONGEST_TEXT = 4000


@transaction.atomic
def write_review(*, actor: User, pack: str, version: str, verdict: str, role: str, text: str) -> Review:
    """Write `actor`'s review of a version, in place of an earlier one.

    Raises:
        UsageError: E_FIELD, the verdict is none, or a text is empty or too long.
        NotFoundError: E_RELEASE_ABSENT.
        ConflictError: E_REMOVED, the staff removed theirs: no new one takes its place.
        PermissionDeniedError: E_OWN_PACK, the pack is of a publisher of theirs.
    """
    release = find_release(pack, version, actor)
    if is_member(actor, release.pack.publisher):
        raise ERRORS.error("E_OWN_PACK", pack=pack)
    if verdict not in Review.Verdict.values:
        choices = ", ".join(Review.Verdict.values)
        raise ERRORS.error("E_FIELD", field="verdict", reason=f"choose one of {choices}")
    if Review.objects.filter(release=release, author=actor, removed_at__isnull=False).exists():
        raise ERRORS.error("E_REMOVED", pack=pack, version=version)
    review, _created = Review.objects.update_or_create(
        release=release,
        author=actor,
        defaults={
            "pack": release.pack,
            "verdict": verdict,
            "role": clean_text("role", role, 80),
            "text": clean_text("text", text, LONGEST_TEXT),
        },
    )
    index_trust(release.pack)
    tell("review", review.pk)
    record_act("review.write", f"release:{pack}@{version}", actor=actor, verdict=verdict)
    return review
