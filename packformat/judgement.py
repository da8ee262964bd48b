"""Judging a pack as a whole: built as a registry would build it, and looked at with every rule.

The worker, ``ctxpack check`` and the web form all come here, so their reports are the same to the byte.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from packformat.build import BuiltPack, prepare_pack
from packformat.errors import CtxpackError
from packformat.findings import REJECTED, Finding, Report
from packformat.paths import DEFAULT_LIMITS, Limits
from packformat.reader.model import learned
from packformat.reader.sign_table import SIGNS
from packformat.rules.base import RULESET
from packformat.rules.meaning import comes_near
from packformat.rules.run import report_on, run_rules, view_of
from packformat.work import check_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.archive import Entry
    from packformat.rules.base import Seen

UNBUILDABLE = "archive/readable"
"""The rule that an archive or folder breaks when it cannot be read or built at all."""


class Judgement(NamedTuple):
    """What the rules said, and the pack that was built; none when it was refused.

    ``near`` is what comes near to holding a pack, if anything does: of newcomers a registry holds that, too.
    """

    report: Report
    built: BuiltPack | None
    near: Seen | None = None


def make_ready() -> None:
    """Read and compile what judging needs once in a process, so that its first pack does not take longer."""
    learned()
    for one in SIGNS.values():
        one.stands_in("")


def judge_pack(entries: Iterable[Entry], *, folder: str = "", limits: Limits = DEFAULT_LIMITS) -> Judgement:
    """Build the pack and run every rule over what would be installed; ``folder`` names one without manifest.

    The report is about the archive that was built. A pack that cannot be built is looked at as it was given,
    and its report is about no digest.
    """
    given = list(entries)
    try:
        check_work(given)
    except CtxpackError as error:
        return Judgement(Report.of(None, RULESET, unreadable(error)), None)
    try:
        pack = prepare_pack(given, folder=folder, limits=limits)
    except CtxpackError as error:
        return Judgement(_with_refusal(run_rules(given, folder=folder), error), None)
    # What rules hold and the archive are never there together: each is about as large as the files.
    view = view_of(pack.entries, folder=folder, inferred=pack.inferred, search=pack.search)
    report, near = report_on(view), next(comes_near(view), None)
    del view
    try:
        built = pack.packed(limits)
    except CtxpackError as error:
        return Judgement(_with_refusal(report, error), None)
    report = replace(report, digest=built.digest)
    return Judgement(report, None if report.verdict == REJECTED else built, near)


def unreadable(error: CtxpackError) -> list[Finding]:
    """The findings that tell of an archive or folder that could not be read: all that were seen of a kind."""
    return [
        Finding(
            rule=UNBUILDABLE,
            severity="error",
            path=str(one.data.get("path", "")),
            message=one.message,
            fix=one.hint,
            code=one.code,
        )
        for one in (error, *error.also)
    ]


def _with_refusal(report: Report, error: CtxpackError) -> Report:
    """The report, with the reason why nothing was built unless a rule gave it already."""
    told = any(found.code == error.code and found.message == error.message for found in report.findings)
    return report if told else report.with_findings(unreadable(error))
