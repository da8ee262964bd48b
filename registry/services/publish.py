"""Publishing: from an accepted submission to a release that everybody can install.

The order of the steps is the promise of the index: *it never names an archive that is absent.* The archive
is put under its digest and read back, only then the release becomes a row, only from rows is the index
written, and the catalogue and the submission speak of a release last. A worker killed between any two steps
leaves an archive that nobody names, or a release that nobody is told of yet; whoever takes the submission
next goes through the same steps and finishes. A step that finds its work done leaves it so.
"""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from packformat.badge import what_examples_show
from packformat.build import BuiltPack
from packformat.conventions.convention import FOLDER as CONVENTIONS
from packformat.conventions.convention import SUFFIX, conventions_in
from packformat.criteria import verifiable_in
from packformat.digest import Digest
from packformat.findings import Report
from packformat.personas.made import disclaimer
from packformat.personas.persona import personas_in
from packformat.scaffolds import FOLDER as SCAFFOLDS
from packformat.scaffolds import scaffolds_in
from packformat.versions import Version
from packformat.wiki.gold import retrieval_of
from packformat.workflows.workflow import FOLDER as WORKFLOWS
from packformat.workflows.workflow import workflows_in
from registry.errors import ERRORS
from registry.models import Component, Pack, Release, Requirement, Submission
from registry.services.audit import record_act
from registry.services.catalogue import refresh_catalogue
from registry.services.index import publish_index, publish_root
from registry.services.lease import held
from registry.services.notices import tell
from registry.services.original import original_of
from registry.services.report import save_report
from registry.services.supersede import supersede_held
from registry.services.visibility import private_once_published
from registry.skill_archives import skill_archives
from registry.storage.current import current_store
from registry.storage.keys import archive_key, skill_key

logger = logging.getLogger(__name__)

_README = "readme.md"


@dataclass
class Publication:
    """One submission on its way through the steps; what it is stored as is decided at the first of them."""

    submission: Submission
    built: BuiltPack
    report: Report

    @cached_property
    def is_private(self) -> bool:
        """Whether only members may see what is published: as the pack is, or a new one was asked to be."""
        return private_once_published(self.submission, str(self.built.manifest.name))


def publish_release(publication: Publication) -> None:
    """Make the release of an accepted submission, and announce it.

    Raises:
        RegistryError: The store failed, or the lease was lost; nothing is announced.
        ConflictError: E_RELEASE_RACE, somebody else took the name or the version in this moment.
    """
    for step in RELEASE_STEPS:
        step(publication)
    announce_release(publication.submission)


def announce_release(submission: Submission) -> None:
    """Tell of a release that exists: to machines, to people, and last to its submitter."""
    for step in ANNOUNCE_STEPS:
        step(submission)


def store_archive(publication: Publication) -> None:
    """Put the canonical archive under its digest."""
    current_store().put(_archive_key(publication), io.BytesIO(publication.built.archive))


def read_back(publication: Publication) -> None:
    """Believe the store only when it gives back what it was given."""
    key = _archive_key(publication)
    if Digest.of(current_store().read(key)) != publication.built.digest:
        raise ERRORS.error("E_STORE_MISMATCH", key=key)


def store_skills(publication: Publication) -> None:
    """Put each skill's own archive under its digest, for clients that take one skill."""
    for skill in skill_archives(publication.built.entries, publication.built.components):
        key = skill_key(skill.digest, private=publication.is_private)
        current_store().put(key, io.BytesIO(skill.data))


@transaction.atomic
def record_release(publication: Publication) -> None:
    """Write the release and all that belongs to it in one transaction."""
    submission = held(publication.submission)
    pack = _pack_of(publication, submission)
    release = _release_of(pack, submission, publication.built)
    save_report(submission, publication.report)
    submission.release = release
    submission.pack_name = pack.name
    submission.version = release.version
    submission.save(update_fields=["release", "pack_name", "version"])
    publication.submission.release = release


def announce_in_index(submission: Submission) -> None:
    """Sign the pack's document with the new release in it, and copy it for static servers."""
    publish_root()
    publish_index(submission.release.pack.name)


def announce_in_catalogue(submission: Submission) -> None:
    """Show the release to people."""
    refresh_catalogue(submission.release.pack.name)


@transaction.atomic
def finish_submission(submission: Submission) -> None:
    """Tell the submitter: from here on the pack can be installed."""
    row = held(submission)
    row.status = Submission.Status.PUBLISHED
    row.claimed_until = None
    row.finished_at = timezone.now()
    row.save(update_fields=["status", "claimed_until", "finished_at"])
    supersede_held(row)
    tell("publish", row.release_id)
    tell("original", row.release_id)
    tell("published", row.pk)


RELEASE_STEPS: tuple[Callable[[Publication], None], ...] = (
    store_archive,
    read_back,
    store_skills,
    record_release,
)
ANNOUNCE_STEPS: tuple[Callable[[Submission], None], ...] = (
    announce_in_index,
    announce_in_catalogue,
    finish_submission,
)


def _archive_key(publication: Publication) -> str:
    return archive_key(publication.built.digest, private=publication.is_private)


def _pack_of(publication: Publication, submission: Submission) -> Pack:
    """Return the pack, which takes its name with the first release.

    What was stored for other readers than the pack has by now is stored anew at the next try.
    """
    manifest = publication.built.manifest
    visibility = Pack.Visibility.PRIVATE if publication.is_private else Pack.Visibility.PUBLIC
    pack, created = Pack.every.select_for_update().get_or_create(
        name=str(manifest.name), defaults={"publisher": submission.publisher, "visibility": visibility}
    )
    if (pack.publisher_id, pack.visibility) != (submission.publisher_id, visibility):
        raise ERRORS.error("E_RELEASE_RACE", pack=pack.name, version=manifest.version)
    if created:
        record_act(
            "pack.create",
            f"pack:{pack.name}",
            actor=submission.submitter,
            publisher=submission.publisher.handle,
            visibility=visibility,
        )
    return pack


def _release_of(pack: Pack, submission: Submission, built: BuiltPack) -> Release:
    """Return the release, which is there already when other uploads built the same archive."""
    version = built.manifest.version
    release = pack.releases.filter(version=str(version)).first()
    if release is None:
        return _new_release(pack, submission, built)
    if release.archive_digest != built.digest:
        raise ERRORS.error("E_RELEASE_RACE", pack=pack.name, version=version)
    return release


def _new_release(pack: Pack, submission: Submission, built: BuiltPack) -> Release:
    manifest = built.manifest
    files = {entry.path: entry.data for entry in built.entries}
    release = Release.objects.create(
        pack=pack,
        version=str(manifest.version),
        sort_key=sort_key(manifest.version),
        is_prerelease=manifest.version.is_prerelease,
        archive_digest=built.digest,
        tree_digest=built.record.tree_digest,
        size=built.size,
        unpacked_size=built.record.size,
        file_count=len(built.record),
        summary=manifest.summary,
        licence=manifest.licence,
        manifest=manifest.as_dict(),
        files=[list(row) for row in built.record],
        readme=_readme(built),
        powers=built.powers.as_dict(),
        tokens=built.costs.total.as_dict(),
        badges=what_examples_show(files).as_badges(),
        **verifiable_in(files)._asdict(),
        retrieval=[found._asdict() for found in retrieval_of(files)],
        made_from=original_of(manifest, pack.publisher),
        published_at=timezone.now().replace(microsecond=0),
        published_by=submission.submitter,
    )
    Component.objects.bulk_create(_components(release, built))
    Requirement.objects.bulk_create(
        Requirement(release=release, name=str(item.name), specifier=item.specifier.text)
        for item in manifest.requires
    )
    record_act(
        "release.publish",
        f"release:{pack.name}@{release.version}",
        actor=submission.submitter,
        archive=built.digest,
        submission=str(submission.pk),
    )
    logger.info("released", extra={"pack": pack.name, "version": release.version})
    return release


def _components(release: Release, built: BuiltPack) -> Iterator[Component]:
    skills = {skill.path: skill for skill in skill_archives(built.entries, built.components)}
    told = _told(built)
    for part in built.components:
        cost = built.costs.components[part]
        component = Component(
            release=release,
            kind=part.kind,
            name=part.name,
            path=part.path,
            tokens_always=cost.always,
            tokens_on_use=cost.on_use,
            summary=told.get(part.path, ""),
        )
        if part.path in skills:
            component.summary = skills[part.path].description
            component.archive_digest = skills[part.path].digest
        yield component


def _told(built: BuiltPack) -> dict[str, str]:
    """What conventions, scaffolds, workflows and personas say of themselves, by the path of each."""
    files = {entry.path: entry.data for entry in built.entries}
    conventions = {f"{CONVENTIONS}{one.name}{SUFFIX}": one for one in conventions_in(files)}
    scaffolds = {f"{SCAFFOLDS}{one.name}/": one for one in scaffolds_in(files)}
    workflows = {f"{WORKFLOWS}{one.name}{SUFFIX}": one for one in workflows_in(files)}
    told = (*conventions.items(), *scaffolds.items(), *workflows.items())
    personas = {one.path: f"{one.title}. {one.about} {disclaimer(one)}" for one in personas_in(files)}
    return {path: f"{one.title}. {one.about}" for path, one in told} | personas


def sort_key(version: Version) -> str:
    """Return text that sorts as versions do: five numbers, none of more than nine digits."""
    return ".".join(f"{number:09}" for number in version)


def _readme(built: BuiltPack) -> str:
    for entry in built.entries:
        if entry.path.casefold() == _README:
            return entry.data.decode("utf-8", errors="replace")
    return ""
