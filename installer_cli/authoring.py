"""A pack on its author's machine: read, built and judged as the registry will do it."""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS
from installer_cli.findings import count_words, show_findings
from installer_cli.folder import read_folder
from packformat.build import build_pack
from packformat.findings import REJECTED
from packformat.rules.run import run_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.console import Console
    from packformat.build import BuiltPack
    from packformat.errors import CtxpackError
    from packformat.findings import Report


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
    """Read a folder, run every rule, and build the pack unless the rules refuse it."""
    entries = read_folder(folder)
    name = os.path.basename(os.path.abspath(folder))
    report = run_rules(entries, folder=name)
    if report.verdict == REJECTED:
        return InspectedPack(report, None)
    built = build_pack(entries, folder=name)
    return InspectedPack(run_rules(built.entries, digest=built.digest, folder=name), built)


def refuse_rejected(pack: InspectedPack) -> CtxpackError | None:
    """The error that a refused pack ends with; None when it may be published."""
    if pack.report.verdict != REJECTED:
        return None
    errors = [vars(finding) for finding in pack.report.findings if finding.severity == "error"]
    return ERRORS.error("E_PACK_REJECTED", count=count_words(errors))
