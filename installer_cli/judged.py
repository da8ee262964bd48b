"""``--check``: what a run brings, judged by this program's own rules before anything of it is placed.

The registry has judged it already, and signed what it lets through. Who would rather not take its word for
that, because it was only just met or let something slip, asks here again: the rules of ``ctxpack check``, on
the whole archive.
"""

from __future__ import annotations

import json

from installer_cli.consent import shown_power
from installer_cli.console import counted
from installer_cli.errors import ERRORS
from installer_cli.findings import in_a_line
from installer_cli.progress import Progress
from packformat.archive import read_archive
from packformat.findings import HELD, REJECTED, Report
from packformat.judgement import judge_pack
from packformat.placement import SKILLS
from packformat.powers.value import Powers
from packformat.rules.base import RULESET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from installer_cli.console import Console
    from packformat.index import ReleaseEntry
    from packformat.judgement import Judgement
    from packformat.lockfile import LockedPack
    from packformat.names import PackName

    Brought = Sequence[tuple[LockedPack, bytes]]
    Releases = Mapping[PackName, ReleaseEntry]


def judge_brought(brought: Brought, releases: Releases, console: Console) -> list[dict[str, Any]]:
    """Judge packs, each by its archive and by what the index says of it; returns their reports for JSON.

    What a rule holds is told and goes on: a person at the registry may have let it through. Raises
    E_CHECK_REFUSED for what a rule refuses, E_PACK_MISNAMED, E_PACK_UNTOLD, and what reading an archive
    raises.
    """
    reports = list(_judged(brought, releases, console))
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
        console.note(f"Checked {counted(len(reports), 'pack')} by the rules {RULESET}: none is refused")
    else:
        here = f"ctxpack check {SKILLS}/NAME"
        console.note(f"No pack came new, so the rules looked at none: `{here}` looks at what is here")
    return [{"pack": title, "report": json.loads(report.to_json())} for title, report in reports]


def _judged(brought: Brought, releases: Releases, console: Console) -> Iterator[tuple[str, Report]]:
    with Progress(console, "Checking", sum(len(archive) for _, archive in brought)) as progress:
        for pack, archive in brought:
            judgement = judge_pack(read_archive(archive).entries)
            _check_told(pack, judgement, releases.get(pack.name))
            yield f"{pack.name} {pack.version}", judgement.report
            progress.advance(len(archive), str(pack.name))


def _check_told(pack: LockedPack, judgement: Judgement, release: ReleaseEntry | None) -> None:
    """Raise where an archive is not what the index says: by that word the plan was made and shown.

    What a part can do was worked out here, from its own bytes.
    """
    if not judgement.built:
        return
    title, manifest = f"{pack.name} {pack.version}", judgement.built.manifest
    if (manifest.name, manifest.version) != (pack.name, pack.version):
        raise ERRORS.error("E_PACK_MISNAMED", pack=title, said=f"{manifest.name} {manifest.version}")
    if release and not pack.only:
        untold = judgement.built.powers.without(Powers(release.powers)).lines
        if untold:
            raise ERRORS.error("E_PACK_UNTOLD", pack=title, reasons=[shown_power(line) for line in untold])


def _lines(report: Report, severity: str) -> list[str]:
    found = (finding for finding in report.findings if finding.severity == severity)
    return [f"[{finding.rule}] {in_a_line(vars(finding))}" for finding in found]
