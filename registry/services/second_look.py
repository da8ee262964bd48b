"""A second scanner: another program looks at a pack as well. It may add findings and never takes one away.

The program is a command of the operator's, run in a process and a folder of its own with an environment that
holds no secret. It is called as `cisco-ai-skill-scanner` 2.3 is, ``COMMAND scan-all FOLDER --recursive
--format json --output-json FILE``, and writes the report of that program.
"""

import json
import logging
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from packformat.build import BuiltPack
from packformat.errors import printable
from packformat.findings import SEVERITIES, Finding, Report
from registry.models import Publisher
from registry.programs import ProgramError, run_program
from registry.services.newcomers import is_newcomer, unseen

logger = logging.getLogger(__name__)

RULE = "registry/second-scanner"
_SEVERITIES = {"CRITICAL": "hold", "HIGH": "hold", "MEDIUM": "warning", "LOW": "hint", "INFO": "hint"}
"""No severity refuses: a program that nobody here wrote may ask for a person and no more."""
_MOST_FINDINGS = 100


class ScannerError(Exception):
    """The second scanner gave no report."""


def with_second_look(report: Report, built: BuiltPack, publisher: Publisher) -> Report:
    """The report with what the second scanner adds, where one is switched on.

    When it fails, the report says so as not checked, and a newcomer's pack is held: it is not published
    unseen.
    """
    if not settings.CTXPACK_SCANNER:
        return report
    try:
        return report.with_findings([_finding(skill, row) for skill, row in _scan(built)])
    except ScannerError as error:
        logger.warning("second scanner failed", extra={"reason": str(error)})
        newcomer = [unseen("second scanner")] if is_newcomer(publisher) else []
        return report.with_findings(newcomer, [f"anything with the second scanner, which failed: {error}"])


def _scan(built: BuiltPack) -> list[tuple[str, dict[str, Any]]]:
    """What the scanner found, each with the folder of the skill that it is about."""
    with tempfile.TemporaryDirectory(prefix="ctxpack-scan-") as folder:
        pack, answer = Path(folder, "pack"), Path(folder, "report.json")
        for entry in built.entries:
            target = pack / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(entry.data)
        options = ("--recursive", "--format", "json", "--output-json", str(answer))
        try:
            run_program(
                settings.CTXPACK_SCANNER,
                *("scan-all", str(pack), *options),
                folder=folder,
                seconds=settings.CTXPACK_LEASE_SECONDS / 3,
            )
        except ProgramError as error:
            raise ScannerError(str(error)) from None
        try:
            report = json.loads(answer.read_bytes())
        except (OSError, ValueError):
            raise ScannerError("it wrote no report") from None
    try:
        rows = [
            (str(result.get("skill_path") or ""), dict(row))
            for result in report["results"]
            for row in result.get("findings", ())
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ScannerError("its report has no results") from None
    # The gravest first, so that no number of small findings crowds one out.
    return sorted(rows, key=lambda row: SEVERITIES.index(_severity(row[1])))[:_MOST_FINDINGS]


def _finding(skill: str, row: dict[str, Any]) -> Finding:
    title = printable(str(row.get("title") or row.get("rule_id")))
    line = row.get("line_number")
    return Finding(
        rule=RULE,
        severity=_severity(row),
        path=_place(skill, str(row.get("file_path") or "")),
        line=line if isinstance(line, int) and line > 0 else 0,
        message=f"A second scanner says: {title}",
        fix=printable(str(row.get("remediation") or "look at the place")),
    )


def _severity(row: dict[str, Any]) -> str:
    return _SEVERITIES.get(str(row.get("severity")).upper(), "hold")


def _place(skill: str, file: str) -> str:
    """The path in the pack of a file that the scanner names from the folder of its skill."""
    return printable(f"{skill}/{file}".partition("/pack/")[2].rstrip("/"))
