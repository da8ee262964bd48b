"""A pack on its author's machine: read, built and judged as the registry will do it."""

from __future__ import annotations

import json
import os
import shlex
from contextlib import contextmanager

from installer_cli.errors import ERRORS
from installer_cli.findings import count_words, show_findings
from installer_cli.folder import PackFolder, read_folder
from installer_cli.project import JOURNAL
from packformat.findings import HELD, REJECTED
from packformat.judgement import judge_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from installer_cli.console import Console
    from packformat.build import BuiltPack
    from packformat.errors import CtxpackError
    from packformat.findings import Report


class InspectedPack:
    """What the rules said of a folder, and the pack that was built from it, where it could be built."""

    __slots__ = ("built", "folder", "report")

    def __init__(self, folder: str, report: Report, built: BuiltPack | None):
        self.folder = folder
        self.report = report
        self.built = built

    @property
    def title(self) -> str:
        """Name and version, as far as they are known."""
        return f"{self.built.manifest.name} {self.built.manifest.version}" if self.built else "the pack"

    @property
    def outlook(self) -> str:
        """What a registry will do with a pack that is not refused."""
        if self.report.verdict == HELD:
            return "will be held until a person at the registry has looked at it"
        return "fit to be published"

    def document(self) -> dict[str, Any]:
        """The report and what was inferred or added, as JSON-ready values."""
        built = self.built
        return {
            "name": str(built.manifest.name) if built else None,
            "version": str(built.manifest.version) if built else None,
            "report": json.loads(self.report.to_json()),
            "inferred": list(built.inferred) if built else [],
            "added": list(built.added) if built else [],
        }

    def show(self, console: Console) -> None:
        """Say what was found, and what was inferred for a folder that has no manifest of its own."""
        document = self.document()
        show_findings(console, document["report"]["findings"])
        for sentence in document["inferred"]:
            console.note(f"inferred: {sentence}")
        for path in document["added"]:
            console.note(f"added: {path}")
        tell_offered(console, document["report"]["findings"], self.folder)


def inspect_folder(folder: str) -> InspectedPack:
    """Read a folder, build the pack and run every rule."""
    judged = judge_pack(read_folder(folder), folder=name_of(folder))
    return InspectedPack(folder, judged.report, judged.built)


def settle_folder(folder: str, console: Console) -> None:
    """Finish or take back what a killed run of `check --fix` left half done in a folder."""
    project = PackFolder(os.path.abspath(folder))
    if project.has(JOURNAL):
        with held(project, console):
            pass


@contextmanager
def held(project: PackFolder, console: Console) -> Iterator[None]:
    """Hold the lock of a pack's folder, as of any project, with whatever was left half done there settled."""
    from installer_cli.journal import recover
    from installer_cli.projectlock import ProjectLock

    with ProjectLock(
        project, lambda holder: console.note(f"Waiting for another ctxpack{holder} in this folder")
    ):
        if recover(project):
            console.note("Finished what an interrupted run had begun")
        yield


def name_of(folder: str) -> str:
    """What a folder is called, also where it was given as `.`: a pack without a name of its own takes it."""
    return os.path.basename(os.path.abspath(folder))


def tell_offered(console: Console, findings: Iterable[Mapping[str, Any]], folder: str) -> None:
    """Say how to have the changes made that findings, as a report's JSON has them, offer."""
    offered = sum(bool(finding.get("edit")) for finding in findings)
    if offered:
        command = shlex.join(["ctxpack", "check", "--fix", *([] if folder == "." else [folder])])
        console.note(f"{offered} of these can be changed for you: {command}")


def refuse_rejected(pack: InspectedPack) -> CtxpackError | None:
    """The error that a refused pack ends with; None when it may be published."""
    if pack.report.verdict != REJECTED:
        return None
    errors = [vars(finding) for finding in pack.report.findings if finding.severity == "error"]
    return ERRORS.error("E_PACK_REJECTED", count=count_words(errors))
