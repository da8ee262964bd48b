"""Taking in signed results of evals, and taking them from view."""

import base64
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from packformat.digest import Digest
from packformat.errors import IntegrityError
from packformat.evals.attestation import Attestation as Signed
from packformat.evals.attestation import read_attestation
from registry.errors import ERRORS
from registry.models import Attestation, EvalKey, Release, User
from registry.readers import find_release, seen
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import is_member, require_impartial, require_staff
from registry.services.search_index import weigh_pack
from registry.services.texts import clean_text

MOST_OF_A_VERSION = 10
"""Results of one version that one account may have in view."""
FRESH = timedelta(days=1)
"""How long ago a result may have been signed, and how far the clock of who signed may be wrong."""
LONGEST_REASON = 300


@transaction.atomic
def take_attestation(*, actor: User, pack: str, version: str, document: bytes) -> Attestation:
    """Keep a signed result of a release's evals. The same document again is the same result.

    Raises:
        UsageError: E_ATTESTATION or E_ATTESTATION_…, the document or what it says cannot be taken.
        NotFoundError: E_RELEASE_ABSENT.
        PermissionDeniedError: E_ATTESTATION_KEY, somebody else's key.
        ConflictError: E_ATTESTATION_WITHDRAWN or E_ATTESTATION_MANY.
    """
    release = find_release(pack, version, actor)
    try:
        signed = read_attestation(document, "the document")
    except IntegrityError as error:
        raise ERRORS.error("E_ATTESTATION", reason=error.message) from None
    _check_addressee(signed, actor)
    _check_subject(signed, release)
    # The results of one account stand in line here: none is kept twice, and none beyond the limit.
    User.objects.select_for_update().get(pk=actor.pk)
    key = _key_of(signed, actor)
    known = Attestation.objects.filter(digest=Digest.of(document)).first()
    if known is not None:
        if known.withdrawn_at or known.hidden_at:
            raise ERRORS.error("E_ATTESTATION_WITHDRAWN")
        return known
    _check_time(signed)
    _check_room(release, actor)
    kept = _keep(signed, document, release, key)
    record_act(
        "attestation.send", f"release:{pack}@{version}", actor=actor, attestation=kept.pk, key=key.key_id
    )
    tell("attestation", kept.pk)
    weigh_pack(release.pack)
    return kept


@transaction.atomic
def withdraw_attestation(*, actor: User, attestation: int) -> Attestation:
    """Take a result of one's own from view, for ever; again changes nothing.

    Raises:
        NotFoundError: E_ATTESTATION_ABSENT, `actor` sent no such result.
    """
    found = _locked(actor, attestation)
    if found.sender_id != actor.pk:
        raise ERRORS.error("E_ATTESTATION_ABSENT", attestation=attestation)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        _save(found, "attestation.withdraw", actor, "withdrawn_at")
    return found


@transaction.atomic
def hide_attestation(*, actor: User, attestation: int, reason: str) -> Attestation:
    """Take somebody's result from view, for a reason; again changes nothing.

    Raises:
        NotFoundError: E_ATTESTATION_ABSENT.
        PermissionDeniedError: E_NOT_STAFF, or E_OWN_MATTER: it is theirs, or about a pack of theirs.
        UsageError: E_FIELD, no reason is given or a long one.
    """
    found = _locked_for_staff(actor, attestation)
    reason = clean_text("reason", reason, LONGEST_REASON)
    if found.hidden_at is None:
        found.hidden_at, found.hidden_by, found.hidden_reason = timezone.now(), actor, reason
        _save(found, "attestation.hide", actor, "hidden_at", "hidden_by", "hidden_reason")
    return found


@transaction.atomic
def unhide_attestation(*, actor: User, attestation: int) -> Attestation:
    """Show again what the staff had hidden; again changes nothing.

    Raises:
        NotFoundError: E_ATTESTATION_ABSENT.
        PermissionDeniedError: E_NOT_STAFF, or E_OWN_MATTER: it is theirs, or about a pack of theirs.
    """
    found = _locked_for_staff(actor, attestation)
    if found.hidden_at is not None:
        found.hidden_at, found.hidden_by, found.hidden_reason = None, None, ""
        _save(found, "attestation.unhide", actor, "hidden_at", "hidden_by", "hidden_reason")
    return found


def _check_addressee(signed: Signed, actor: User) -> None:
    """A result says in whose name it is sent, and where: another's, or another registry's, is not taken."""
    wanted = (settings.CTXPACK_PUBLIC_URL, actor.username)
    if signed.to != wanted:
        found = f"the account `{signed.to.account}` at {signed.to.registry}" if signed.to else "nobody"
        raise ERRORS.error("E_ATTESTATION_TO", found=found, registry=wanted[0], account=wanted[1])


def _check_subject(signed: Signed, release: Release) -> None:
    about = (str(signed.name), str(signed.version), str(signed.archive))
    published = {"pack": release.pack.name, "version": release.version, "archive": release.archive_digest}
    if about != tuple(published.values()):
        found = f"`{about[0]}` {about[1]} ({about[2]})"
        raise ERRORS.error("E_ATTESTATION_ABOUT", found=found, **published)
    cases = set(release.components.filter(kind="eval").values_list("name", flat=True))
    strange = next((case for case in signed.evidence.cases if case not in cases), None)
    if strange is not None:
        raise ERRORS.error(
            "E_ATTESTATION_CASES", case=strange, pack=release.pack.name, version=release.version
        )


def _check_time(signed: Signed) -> None:
    now, ran_at = timezone.now(), signed.evidence.ran_at
    if abs(now - signed.signed_at) > FRESH or ran_at > signed.signed_at + FRESH:
        times = {"ran_at": ran_at, "signed_at": signed.signed_at, "now": now}
        shown = {name: f"{moment:%Y-%m-%d %H:%M} UTC" for name, moment in times.items()}
        raise ERRORS.error("E_ATTESTATION_TIME", **shown)


def _key_of(signed: Signed, actor: User) -> EvalKey:
    """Whoever sends a key first has it, since it has signed their name; nobody else can send it later."""
    public = base64.b64encode(signed.public_key).decode("ascii")
    key, _created = EvalKey.objects.get_or_create(
        public_key=public, defaults={"key_id": signed.key, "user": actor}
    )
    if key.user_id != actor.pk:
        raise ERRORS.error("E_ATTESTATION_KEY", key=signed.key)
    return key


def _check_room(release: Release, actor: User) -> None:
    mine = Attestation.objects.filter(release=release, sender=actor, withdrawn_at=None)
    if mine.count() >= MOST_OF_A_VERSION:
        raise ERRORS.error(
            "E_ATTESTATION_MANY", limit=MOST_OF_A_VERSION, pack=release.pack.name, version=release.version
        )


def _keep(signed: Signed, document: bytes, release: Release, key: EvalKey) -> Attestation:
    evidence = signed.evidence
    return Attestation.objects.create(
        pack=release.pack,
        release=release,
        sender=key.user,
        key=key,
        document=document,
        digest=Digest.of(document),
        by_publisher=is_member(key.user, release.pack.publisher),
        verdict=evidence.verdict,
        agent=evidence.agent,
        model_names=list(evidence.models),
        replayed=evidence.replayed,
        need=evidence.need,
        repeat=evidence.repeat,
        cases=list(evidence.cases),
        runs=evidence.runs,
        arms=evidence.arms,
        difference=evidence.difference,
        not_judged=evidence.not_judged,
        judges=[judge.as_dict() for judge in evidence.judges],
        rubrics=[rubric.as_dict() for rubric in evidence.rubrics],
        agreement=evidence.agreement,
        against=evidence.against,
        comparison=evidence.comparison,
        usd=evidence.usd,
        ran_at=evidence.ran_at,
        signed_at=signed.signed_at,
    )


def _locked_for_staff(actor: User, attestation: int) -> Attestation:
    require_staff(actor)
    found = _locked(actor, attestation)
    require_impartial(actor, found.release.pack.publisher, found.sender)
    return found


def _locked(actor: User, attestation: int) -> Attestation:
    found = (
        seen(Attestation.objects.select_for_update(of=("self",)), actor)
        .select_related("release__pack__publisher", "sender")
        .filter(pk=attestation)
        .first()
    )
    if found is None:
        raise ERRORS.error("E_ATTESTATION_ABSENT", attestation=attestation)
    return found


def _save(found: Attestation, action: str, actor: User, *fields: str) -> None:
    found.save(update_fields=fields)
    release = found.release
    subject = f"release:{release.pack.name}@{release.version}"
    reason = {"reason": found.hidden_reason} if found.hidden_reason else {}
    record_act(action, subject, actor=actor, attestation=found.pk, **reason)
    weigh_pack(release.pack)
