"""Judging a submission: what the rules of the format say, and what only the registry can know."""

from collections.abc import Iterator
from dataclasses import replace

from packformat.archive import Entry
from packformat.build import BuiltPack
from packformat.digest import Digest
from packformat.errors import AuthorError, IntegrityError
from packformat.findings import Finding, Report
from packformat.judgement import Judgement, judge_pack, unreadable
from packformat.rules import RULESET
from packformat.upload import read_upload
from registry.errors import ERRORS
from registry.models import Pack, Publisher, Release, Requirement, Submission
from registry.readers import private_packs
from registry.services.model_reader import with_model_reading
from registry.services.names import lookalike_findings
from registry.services.newcomers import with_care_for_newcomers
from registry.services.original import original_of
from registry.services.overlays import overlay_findings
from registry.services.personas import persona_findings
from registry.services.second_look import with_second_look
from registry.storage.current import current_store
from registry.storage.keys import upload_key

NAME_TAKEN = "registry/name-taken"
VERSION_TAKEN = "registry/version-taken"
ALREADY_PUBLIC = "registry/already-public"
REQUIREMENT_UNKNOWN = "registry/requirement-unknown"
REQUIREMENT_PRIVATE = "registry/requirement-private"
ORIGINAL_UNKNOWN = "registry/original-unknown"
ORIGINAL_PRIVATE = "registry/original-private"


def judge(submission: Submission) -> Judgement:
    """Read the upload, build the pack, run every rule, and look whether its name and version are free.

    The report is about the archive that would be published, or where there is none about the upload.

    Raises:
        RegistryError: The store does not give back the bytes that were taken in.
    """
    digest = Digest.parse(submission.upload_digest)
    try:
        judged = judge_pack(_entries_of(digest))
    except (AuthorError, IntegrityError) as error:
        # After a refusal nothing that is in the archive can be believed.
        return Judgement(Report.of(digest, RULESET, unreadable(error)), None)
    if judged.built is None:
        return judged._replace(report=replace(judged.report, digest=judged.report.digest or digest))
    ours = list(_registry_findings(submission, judged.built))
    report = with_second_look(judged.report.with_findings(ours), judged.built, submission.publisher)
    report = with_model_reading(report, judged.built, submission)
    return judged._replace(report=with_care_for_newcomers(report, judged.near, submission.publisher))


def _entries_of(digest: Digest) -> list[Entry]:
    """The files of an upload, whose own bytes are let go before anything is made of them."""
    data = current_store().read(upload_key(digest))
    if Digest.of(data) != digest:
        raise ERRORS.error("E_STORE_MISMATCH", key=upload_key(digest))
    return read_upload(data)


def _registry_findings(submission: Submission, built: BuiltPack) -> Iterator[Finding]:
    """Yield what only the registry knows: which names and versions are taken, and by whom."""
    publisher = submission.publisher
    name, version = str(built.manifest.name), str(built.manifest.version)
    pack = Pack.every.select_related("publisher").filter(name=name).first()
    if pack is not None and pack.publisher_id != publisher.pk:
        yield _name_taken(pack)
        return
    if pack is not None and submission.private and not pack.is_private:
        yield _manifest_error(
            ALREADY_PUBLIC,
            f"`{name}` is public, and what was public stays so",
            "send it without asking that it be private, or choose another name",
        )
    if pack is None:
        yield from lookalike_findings(name, publisher)
    released = Release.objects.filter(pack=pack, version=version).first() if pack else None
    if released is not None and released.archive_digest != built.digest:
        yield _manifest_error(
            VERSION_TAKEN,
            f"`{name}` {version} was published before with other content, and a version never changes",
            "raise the version in `pack.toml`, or as `version:` at the top of a page that is sent by itself",
        )
    is_private = pack.is_private if pack else submission.private
    if pack is None and is_private:
        yield from _required_by_public(publisher, name)
    yield from _requirement_findings(publisher, built, is_private=is_private)
    yield from _original_findings(publisher, built, is_private=is_private)
    yield from persona_findings(submission, built)
    yield from overlay_findings(publisher, built)


def _required_by_public(publisher: Publisher, name: str) -> Iterator[Finding]:
    """Refuse to make private what the publisher's own public packs require already."""
    required = Requirement.objects.filter(name=name, release__pack__in=publisher.packs.all())
    for other in required.values_list("release__pack__name", flat=True).order_by("release__pack__name")[:1]:
        yield _manifest_error(
            REQUIREMENT_PRIVATE,
            f"your public pack `{other}` requires `{name}`: whoever installs it could not have this one",
            "publish this one for everybody, or under another name",
        )


def _name_taken(pack: Pack) -> Finding:
    """Say whose the name is, unless its pack is private: then nothing but that it is taken."""
    if pack.is_private:
        return _manifest_error(NAME_TAKEN, f"the name `{pack.name}` is taken", "choose another name")
    return _manifest_error(
        NAME_TAKEN,
        f"the name `{pack.name}` belongs to the publisher `{pack.publisher.handle}`",
        "choose another name, or ask one of its owners to add you",
    )


def _requirement_findings(publisher: Publisher, built: BuiltPack, *, is_private: bool) -> Iterator[Finding]:
    """Yield what is wrong with the packs required: another publisher's private ones do not exist here."""
    wanted = [str(requirement.name) for requirement in built.manifest.requires]
    known = set(Pack.objects.filter(name__in=wanted).values_list("name", flat=True))
    own = set(private_packs(publisher).filter(name__in=wanted).values_list("name", flat=True))
    for name in wanted:
        if name in own and not is_private:
            yield _manifest_error(
                REQUIREMENT_PRIVATE,
                f"the required pack `{name}` is private: whoever installs this one could not have it",
                f"make `{name}` public, leave it out, or publish this pack as a private one",
            )
        if name not in known | own:
            yield Finding(
                rule=REQUIREMENT_UNKNOWN,
                severity="warning",
                path="pack.toml",
                message=f"the required pack `{name}` is not in this registry",
                fix="check the spelling, or publish it before somebody installs this one",
            )


def _original_findings(publisher: Publisher, built: BuiltPack, *, is_private: bool) -> Iterator[Finding]:
    """Yield that nothing is shown of an original which is not here, and that a private one would be told."""
    named = built.manifest.made_from
    if named is None:
        return
    original = original_of(built.manifest, publisher)
    if original is None:
        yield Finding(
            rule=ORIGINAL_UNKNOWN,
            severity="warning",
            path="pack.toml",
            message=f"`made-from` names `{named.name}` {named.version}, and this registry has no such release"
            " with these files: the pack's page will not say what it was made from",
            fix="check the name, the version and the digest, or leave `made-from` out",
        )
    elif original.pack.is_private and not is_private:
        yield _manifest_error(
            ORIGINAL_PRIVATE,
            f"everybody could read in `pack.toml` that it was made from `{named.name}`, which is private",
            f"leave `made-from` out, make `{named.name}` public, or publish this pack as a private one",
        )


def _manifest_error(rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, severity="error", path="pack.toml", message=message, fix=fix)
