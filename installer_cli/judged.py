"""``--check``: what a run brings, judged by this program's own rules before anything of it is placed.

The registry has judged it already, and signed what it lets through. Who would rather not take its word for
that, because it was only just met or let something slip, asks here again: the rules of ``ctxpack check``, on
the whole archive.
"""

from __future__ import annotations

import json

from installer_cli.console import counted
from installer_cli.errors import ERRORS
from installer_cli.findings import in_a_line
from installer_cli.progress import Progress
from packformat.archive import read_archive
from packformat.findings import HELD, REJECTED, Report
from packformat.judgement import judge_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from installer_cli.console import Console
    from packformat.lockfile import LockedPack


def judge_brought(brought: Sequence[tuple[LockedPack, bytes]], console: Console) -> list[dict[str, Any]]:
    """Judge packs, each by its archive; returns their reports as JSON-ready values.

    What a rule holds is told and goes on: a person at the registry may have let it through. Raises
    E_CHECK_REFUSED for what a rule refuses, E_PACK_MISNAMED, and what reading an archive raises.
    """
    reports = list(_judged(brought, console))
    refused = [(title, report) for title, report in reports if report.verdict == REJECTED]
    if refused:
        reasons = [f"{title}: {line}" for title, report in refused for line in _lines(report, "error")]
        raise ERRORS.error(
            "E_CHECK_REFUSED", packs=", ".join(f"`{title}`" for title, _ in refused), reasons=reasons
        )
    for title, report in reports:
        if report.verdict == HELD:
            held = "".join(f"\n  {line}" for line in _lines(report, "hold"))
            console.warn(f"by the rules of this program, a person has to look at `{title}` first:{held}")
    if reports:
        console.note(
            f"Checked {counted(len(reports), 'pack')} by the rules {reports[0][1].ruleset}: none is refused"
        )
    return [{"pack": title, "report": json.loads(report.to_json())} for title, report in reports]


def _judged(brought: Sequence[tuple[LockedPack, bytes]], console: Console) -> Iterator[tuple[str, Report]]:
    with Progress(console, "Checking", sum(len(archive) for _, archive in brought)) as progress:
        for pack, archive in brought:
            yield f"{pack.name} {pack.version}", _report_on(pack, archive)
            progress.advance(len(archive), str(pack.name))


def _report_on(pack: LockedPack, archive: bytes) -> Report:
    judgement = judge_pack(read_archive(archive).entries)
    if judgement.built:
        manifest = judgement.built.manifest
        if (manifest.name, manifest.version) != (pack.name, pack.version):
            said = f"{manifest.name} {manifest.version}"
            raise ERRORS.error("E_PACK_MISNAMED", pack=f"{pack.name} {pack.version}", said=said)
    return judgement.report


def _lines(report: Report, severity: str) -> list[str]:
    found = (finding for finding in report.findings if finding.severity == severity)
    return [f"[{finding.rule}] {in_a_line(vars(finding))}" for finding in found]
