"""A pack on its author's machine: read, built and judged as the registry will do it."""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS
from installer_cli.findings import count_words, show_findings
from installer_cli.folder import read_folder, write_changes
from packformat.edits import apply_edits
from packformat.findings import HELD, REJECTED
from packformat.judgement import judge_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.console import Console
    from packformat.build import BuiltPack
    from packformat.edits import Edit
    from packformat.errors import CtxpackError
    from packformat.findings import Report


_MOST_ROUNDS = 5
"""Runs of the rules while mending: a change brings at most the next one of the same line to light."""


class InspectedPack:
    """What the rules said of a folder, and the pack that was built from it, where it could be built."""

    __slots__ = ("built", "report")

    def __init__(self, report: Report, built: BuiltPack | None):
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


def inspect_folder(folder: str) -> InspectedPack:
    """Read a folder, build the pack and run every rule."""
    return InspectedPack(*judge_pack(read_folder(folder), folder=_name_of(folder)))


def fix_folder(folder: str) -> list[Edit]:
    """Make every change that a finding offers, in the folder itself, and return those that were made.

    A change can bring another to light, so the rules run again until they offer nothing new.
    """
    made: list[Edit] = []
    before = read_folder(folder)
    for _ in range(_MOST_ROUNDS):
        report, _ = judge_pack(before, folder=_name_of(folder))
        offered = [found.edit for found in report.findings if found.edit]
        after = apply_edits(before, offered)
        if after == before:
            break
        write_changes(folder, before, after)
        made += [edit for edit in dict.fromkeys(offered) if apply_edits(before, [edit]) != before]
        before = after
    return made


def _name_of(folder: str) -> str:
    return os.path.basename(os.path.abspath(folder))


def refuse_rejected(pack: InspectedPack) -> CtxpackError | None:
    """The error that a refused pack ends with; None when it may be published."""
    if pack.report.verdict != REJECTED:
        return None
    errors = [vars(finding) for finding in pack.report.findings if finding.severity == "error"]
    return ERRORS.error("E_PACK_REJECTED", count=count_words(errors))
