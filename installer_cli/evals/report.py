"""The reports of a run: a JSON document with everything, and JUnit's XML for build machines."""

from __future__ import annotations

import platform
from xml.etree import ElementTree as ET

from installer_cli import __version__
from packformat.evals.evidence import FORMAT, VERDICT_MET, VERDICT_NOT_MET
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.majority import agreement
from packformat.evals.result import ALL, WITH, Mark, result_of
from packformat.evals.verdict import NOT_JUDGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from typing import Any

    from installer_cli.evals.panel import Panel
    from installer_cli.evals.players import Player
    from installer_cli.evals.run import CaseRun, Ran
    from installer_cli.evals.subject import Subject
    from packformat.evals.judges.pair import Pair


class Judged:
    """What judges said: the panel that they are, and the pairs of runs with the pack and of ``against``."""

    def __init__(self, panel: Panel, pairs: Sequence[Pair], against: str):
        self.panel = panel
        self.pairs = pairs
        self.against = against


class Report:
    """What was run, by whom, from when on, what judges said of it, and what came of it.

    ``tampered`` names the pack's files that changed meanwhile.
    """

    def __init__(
        self,
        subject: Subject,
        ran: Ran,
        player: Player,
        judged: Judged,
        *,
        ran_at: datetime.datetime,
        repeat: int,
        need: str,
        tampered: Sequence[str],
    ):
        self._subject = subject
        self._ran = ran
        self._player = player
        self._judged = judged
        self._ran_at = ran_at
        self._repeat = repeat
        self.tampered = list(tampered)
        marks = [Mark(run.case.name, run.arm, run.is_met) for run in ran.runs]
        self.result: dict[str, Any] = result_of(marks, need)

    @property
    def is_met(self) -> bool:
        """Whether everything ran, nothing was tampered with, and every case is met."""
        return bool(self.result["met"]) and not self._ran.capped and not self.tampered

    @property
    def failed(self) -> list[str]:
        """The cases that are not met in the arm that counts."""
        arm = WITH if WITH in self.result["arms"] else next(iter(self.result["arms"]), "")
        runs: dict[str, list[bool]] = {}
        for run in self._ran.runs:
            if run.arm == arm:
                runs.setdefault(run.case.name, []).append(run.is_met)
        holds = all if self.result["need"] == ALL else any
        return [case for case, met in runs.items() if not holds(met)]

    def document(self) -> dict[str, Any]:
        """Everything, as JSON-ready values."""
        return {
            "format": FORMAT,
            "pack": self._subject.identity,
            "evaluators": self._subject.evaluators,
            "tampered": self.tampered,
            "agent": self._player.name,
            "models": sorted({model for run in self._ran.runs for model in run.played.models}),
            "replayed": self._player.is_replay,
            "ran_at": self._ran_at.isoformat(timespec="seconds"),
            "repeat": self._repeat,
            "capped": self._ran.capped or None,
            "runs": {"planned": self._ran.planned, "made": len(self._ran.runs)},
            "usd": round(sum(run.played.usd for run in self._ran.runs) + self._judged.panel.usd, 6),
            "seconds": round(sum(run.played.seconds for run in self._ran.runs), 3),
            "environment": environment(),
            "verdict": self._verdict(),
            **self.result,
            "retrieval": self._subject.retrieval(),
            **self._judgements(),
            "cases": [row_of(run) for run in self._ran.runs],
        }

    def _judgements(self) -> dict[str, Any]:
        return {
            **judges_of(self._judged.panel, self._ran.runs),
            "against": self._judged.against if self._judged.pairs else None,
            "comparison": comparison_of(self._judged.pairs),
            "pairs": [pair.as_dict() for pair in self._judged.pairs],
        }

    def junit(self) -> bytes:
        """The report as JUnit's XML: a suite for the pack, a test for each run."""
        manifest = self._subject.built.manifest
        suite = ET.Element("testsuite", name=f"{manifest.name} {manifest.version}")
        failures = 0
        for run in self._ran.runs:
            test = ET.SubElement(
                suite,
                "testcase",
                classname=f"{manifest.name}.{run.arm}",
                name=f"{run.case.name} #{run.number}",
                time=f"{run.played.seconds:.3f}",
            )
            if not run.is_met:
                failures += 1
                reasons = run.reasons or ["nothing could be judged"]
                ET.SubElement(test, "failure", message=_xml(reasons[0])).text = _xml("\n".join(reasons))
        suite.set("tests", str(len(self._ran.runs)))
        suite.set("failures", str(failures))
        suite.set("skipped", str(self._ran.planned - len(self._ran.runs)))
        return bytes(ET.tostring(suite, encoding="utf-8", xml_declaration=True)) + b"\n"

    def _verdict(self) -> str:
        if self.tampered:
            return "void"
        return VERDICT_MET if self.is_met else VERDICT_NOT_MET


def not_judged(runs: Iterable[CaseRun]) -> int:
    """How many graders were left to a judge."""
    return sum(grade.verdict == NOT_JUDGED for run in runs for grade in run.grades)


def judges_of(panel: Panel, runs: Iterable[CaseRun]) -> dict[str, Any]:
    """Who judged, for how much, and how far they agree about criteria, as JSON-ready values."""
    criteria = (one for run in runs for grade in run.grades for one in grade.criteria)
    return {
        "judges": [judge.as_dict() for judge in panel.judges],
        "judges_usd": round(panel.usd, 6),
        "agreement": agreement(one.votes for one in criteria)._asdict(),
    }


def environment() -> dict[str, str]:
    """What the runs were made with, as JSON-ready values."""
    return {
        "ctxpack": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
    }


def row_of(run: CaseRun) -> dict[str, Any]:
    """One run, as JSON-ready values."""
    return {
        "case": run.case.name,
        "title": run.case.title,
        "kind": run.case.kind,
        "arm": run.arm,
        "number": run.number,
        "met": run.is_met,
        "failure": run.played.failure or None,
        "usd": round(run.played.usd, 6),
        "tokens": run.played.tokens,
        "seconds": round(run.played.seconds, 3),
        "transcript": run.played.transcript,
        "graders": [grade.as_dict() for grade in run.grades],
    }


def _xml(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(char for char in text if char in "\t\n" or char.isprintable())
