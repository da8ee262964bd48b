"""The pack whose evals are run: a folder, what it holds, and the digests that a result is bound to."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS
from installer_cli.folder import read_folder
from installer_cli.meant import folder_meant
from installer_cli.receipt import read_receipt, receipt_names
from installer_cli.source import PackSource
from installer_cli.target import place
from packformat.build import build_pack
from packformat.digest import Digest
from packformat.evals.case import case_names, read_case
from packformat.lockfile import LockedPack
from packformat.placement import MEMORY, RULES, SKILLS
from packformat.wiki.gold import ask
from packformat.wiki.layout import GOLD
from packformat.wiki.questions import pages_of, read_questions, wikis_with_gold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from packformat.evals.case import EvalCase
    from packformat.wiki.gold import Gold


class Subject:
    """A pack's folder, read once before anything runs; raises E_FOLDER, E_EVAL_NONE and AuthorError.

    ``receipt`` is that of an installed pack.
    """

    def __init__(self, folder: str, receipt: Receipt | None = None):
        self.folder = os.path.abspath(folder)
        self.is_installed = receipt is not None
        entries = read_folder(self.folder)
        self.files = {entry.path: entry.data for entry in entries}
        built = build_pack(entries, folder=os.path.basename(self.folder))
        self.built = built
        is_untouched = receipt is not None and receipt.tree == built.record.tree_digest
        # The release's own files are in its archive, whatever packing them on this machine would make.
        self.archive = receipt.archive if receipt and is_untouched else built.digest
        self.before = digests_of(self.folder)

    def cases(self, wanted: Iterable[str] = ()) -> list[EvalCase]:
        """The cases by name, all of them unless some are named; raises E_EVAL_NONE, E_EVAL_UNKNOWN."""
        names = case_names(self.files)
        if not names:
            raise ERRORS.error("E_EVAL_NONE", pack=self.built.manifest.name)
        for name in wanted:
            if name not in names:
                raise ERRORS.error(
                    "E_EVAL_UNKNOWN", case=name, pack=self.built.manifest.name, cases=", ".join(names)
                )
        return [read_case(self.files, name) for name in list(wanted) or names]

    def retrieval(self) -> list[dict[str, Any]]:
        """Of each wiki with gold questions, at which rank each question finds its page (0: not at all)."""
        return [
            {"wiki": wiki, "ranks": [gold.rank for gold in self._gold(wiki)]}
            for wiki in wikis_with_gold(self.files)
        ]

    def _gold(self, wiki: str) -> list[Gold]:
        path = f"{wiki}/{GOLD}"
        return ask(read_questions(self.files[path], path), pages_of(self.files, wiki))

    def memories(self) -> dict[str, bytes]:
        """The files that an installation places so that memories are loaded, which no client does itself."""
        manifest, built = self.built.manifest, self.built
        locked = LockedPack(
            manifest.name,
            manifest.version,
            built.digest,
            built.size,
            built.record.tree_digest,
            manifest.requires,
        )
        source = PackSource(locked, built.archive)
        places = (f"{MEMORY}/", f"{RULES}/")
        placed = (placement for placement in place(source) if placement.file.path.startswith(places))
        return {placement.file.path: placement.read(source) for placement in placed}

    @property
    def identity(self) -> dict[str, str]:
        """Which pack it is, to the byte: its name, version and archive, as JSON-ready values."""
        manifest = self.built.manifest
        return {"name": str(manifest.name), "version": str(manifest.version), "archive": self.archive}

    @property
    def evaluators(self) -> Digest:
        """One digest of all that decides: every file of the pack, since its scripts prepare and judge."""
        return _digest(self.before)

    def changed(self) -> list[str]:
        """The paths that are not as they were before the first run."""
        after = digests_of(self.folder)
        return sorted(path for path in {*self.before, *after} if self.before.get(path) != after.get(path))


def find_subject(project: Project, word: str) -> Subject:
    """The installed pack that a word names, or else the folder; raises E_NOT_INSTALLED, and as `Subject`."""
    folder, receipt = folder_meant(project, word), f"{word}.json"
    is_installed = folder == project.path(f"{SKILLS}/{word}") and receipt in receipt_names(project)
    return Subject(folder, read_receipt(project, receipt) if is_installed else None)


def digests_of(folder: str) -> dict[str, Digest]:
    """The digest of every file of a pack's folder."""
    return {entry.path: Digest.of(entry.data) for entry in read_folder(folder)}


def _digest(digests: dict[str, Digest]) -> Digest:
    return Digest.of("".join(f"{digest} {path}\n" for path, digest in sorted(digests.items())).encode())
