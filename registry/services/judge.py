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
from registry.models import Pack, Publisher, Release, Submission
from registry.services.names import lookalike_findings
from registry.services.second_look import with_second_look
from registry.storage.current import current_store
from registry.storage.keys import upload_key

NAME_TAKEN = "registry/name-taken"
VERSION_TAKEN = "registry/version-taken"
REQUIREMENT_UNKNOWN = "registry/requirement-unknown"


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
        # Reading stops at the first refusal: after it, nothing in the archive can be believed.
        return Judgement(Report.of(digest, RULESET, [unreadable(error)]), None)
    if judged.built is None:
        return judged._replace(report=replace(judged.report, digest=judged.report.digest or digest))
    ours = list(_registry_findings(submission.publisher, judged.built))
    report = judged.report.with_findings(ours)
    return judged._replace(report=with_second_look(report, judged.built, submission.publisher))


def _entries_of(digest: Digest) -> list[Entry]:
    """The files of an upload, whose own bytes are let go before anything is made of them."""
    data = current_store().read(upload_key(digest))
    if Digest.of(data) != digest:
        raise ERRORS.error("E_STORE_MISMATCH", key=upload_key(digest))
    return read_upload(data)


def _registry_findings(publisher: Publisher, built: BuiltPack) -> Iterator[Finding]:
    """Yield what only the registry knows: which names and versions are taken, and by whom."""
    name, version = str(built.manifest.name), str(built.manifest.version)
    pack = Pack.objects.select_related("publisher").filter(name=name).first()
    if pack is not None and pack.publisher_id != publisher.pk:
        yield _manifest_error(
            NAME_TAKEN,
            f"the name `{name}` belongs to the publisher `{pack.publisher.handle}`",
            "choose another name, or ask one of its owners to add you",
        )
    if pack is None:
        yield from lookalike_findings(name, publisher)
    released = Release.objects.filter(pack=pack, version=version).first() if pack else None
    if released is not None and released.archive_digest != built.digest:
        yield _manifest_error(
            VERSION_TAKEN,
            f"`{name}` {version} was published before with other content, and a version never changes",
            "raise the version in `pack.toml`",
        )
    yield from _unknown_requirements(built)


def _unknown_requirements(built: BuiltPack) -> Iterator[Finding]:
    wanted = [str(requirement.name) for requirement in built.manifest.requires]
    known = set(Pack.objects.filter(name__in=wanted).values_list("name", flat=True))
    for name in wanted:
        if name not in known:
            yield Finding(
                rule=REQUIREMENT_UNKNOWN,
                severity="warning",
                path="pack.toml",
                message=f"the required pack `{name}` is not in this registry",
                fix="check the spelling, or publish it before somebody installs this one",
            )


def _manifest_error(rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, severity="error", path="pack.toml", message=message, fix=fix)
