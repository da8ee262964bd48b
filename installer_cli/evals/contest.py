"""A contest: several packs on the cases of one pack, side by side, within what may be spent."""

from __future__ import annotations

import datetime
import os
import tempfile
from typing import NamedTuple

from installer_cli.evals.panel import RecordedPanel
from installer_cli.evals.report import environment, row_of
from installer_cli.evals.run import run_case
from packformat.evals.ranking import Try, rank
from packformat.evals.result import WITH, WITHOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from installer_cli.evals.caps import Caps
    from installer_cli.evals.players import Player
    from installer_cli.evals.run import CaseRun
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase
    from packformat.evals.ranking import Standing

FORMAT = 1
"""The version of the JSON report; it goes up when a key changes its meaning or is removed."""
NOBODY = "no pack"
"""What works without any pack is called; with a space in it, no pack has that name."""
_SHORT = 12
"""Hexadecimal digits that tell apart the builds of one version on one machine."""


class Contender:
    """Who takes part: a pack, by the word that named it, or nobody's help."""

    __slots__ = ("arm", "subject", "word")

    def __init__(self, word: str, subject: Subject | None):
        self.word = word
        self.subject = subject
        self.arm = WITH if subject else WITHOUT

    @property
    def recordings(self) -> str:
        """The folder of its recordings: by name, version and bytes, so that what was changed has none."""
        if self.subject is None:
            return "no-pack"
        manifest, archive = self.subject.built.manifest, self.subject.archive
        return f"{manifest.name}-{manifest.version}-{archive.hex[:_SHORT]}"


class Attempt(NamedTuple):
    """One run of a case, and whose it was."""

    contender: Contender
    run: CaseRun


class Contest:
    """What was run of which cases, with whom, from when on, as far as it came."""

    __slots__ = ("_agents", "_contenders", "_judge", "attempts", "capped", "planned", "ran_at", "tampered")

    def __init__(
        self,
        judge: Subject,
        contenders: Sequence[Contender],
        players: Sequence[Player],
        attempts: Sequence[Attempt],
        *,
        ran_at: datetime.datetime,
        planned: int,
        capped: str,
    ):
        self._judge = judge
        self._contenders = contenders
        self._agents = [player.name for player in players if not player.is_replay]
        self.attempts = tuple(attempts)
        self.ran_at = ran_at
        self.planned = planned
        self.capped = capped
        self.tampered = _changed([judge, *(item.subject for item in contenders if item.subject)])

    def standings(self) -> list[Standing]:
        """Who stands where; a contest that a cap has ended, or that is void, says nothing about it."""
        if self.capped or self.tampered:
            return []
        return rank(_try(contender.word, run) for contender, run in self.attempts)

    def brings_the_cases(self, word: str) -> bool:
        """Whether a contender is the very pack that the cases are of: who asks and answers has an edge."""
        subjects = (item.subject for item in self._contenders if item.word == word)
        return any(subject and subject.before == self._judge.before for subject in subjects)

    def document(self) -> dict[str, Any]:
        """Everything, as JSON-ready values."""
        runs = [run for _contender, run in self.attempts]
        return {
            "format": FORMAT,
            "cases": self._judge.identity | {"evaluators": self._judge.evaluators},
            "packs": {
                item.word: item.subject.identity if item.subject else None for item in self._contenders
            },
            "agent": self._agents[0] if self._agents else None,
            "models": sorted({model for run in runs for model in run.played.models}),
            "ran_at": self.ran_at.isoformat(timespec="seconds"),
            "usd": round(sum(run.played.usd for run in runs), 6),
            "planned": self.planned,
            "capped": self.capped or None,
            "tampered": self.tampered,
            "environment": environment(),
            "standings": [
                {
                    "pack": standing.pack,
                    "brings_the_cases": self.brings_the_cases(standing.pack),
                    **standing.as_dict(),
                }
                for standing in self.standings()
            ],
            "runs": [{"pack": contender.word, **row_of(run)} for contender, run in self.attempts],
        }


def hold_contest(
    judge: Subject,
    cases: Sequence[EvalCase],
    contenders: Sequence[Contender],
    player_of: Callable[[Contender, str], Player],
    *,
    repeat: int,
    caps: Caps,
    tell: Callable[[Attempt], None],
) -> Contest:
    """Run every case ``repeat`` times with each contender, all of them before the next case.

    ``player_of`` makes who works with a contender, given a folder that is gone afterwards. Raises
    E_WORKSPACE, E_EVAL_RECORDING or E_AGENT.
    """
    ran_at = datetime.datetime.now(datetime.UTC)
    attempts: list[Attempt] = []
    with tempfile.TemporaryDirectory(prefix="ctxpack-eval-") as scratch:
        players = [
            player_of(contender, os.path.join(scratch, str(place)))
            for place, contender in enumerate(contenders)
        ]
        plan = [
            (number, case, place)
            for number in range(1, repeat + 1)
            for case in cases
            for place in range(len(contenders))
        ]
        for number, case, place in plan:
            if caps.reached:
                break
            contender = contenders[place]
            folder = os.path.join(scratch, "runs", f"{case.name}-{place}-{number}")
            player = players[place]
            found = run_case(
                judge,
                case,
                player,
                arm=contender.arm,
                number=number,
                caps=caps,
                panel=RecordedPanel(player),
                folder=folder,
            )
            attempts.append(Attempt(contender, found))
            tell(attempts[-1])
    capped = caps.reached if len(attempts) < len(plan) else ""
    return Contest(judge, contenders, players, attempts, ran_at=ran_at, planned=len(plan), capped=capped)


def _changed(packs: Sequence[Subject]) -> list[str]:
    """The files of these packs that are not as they were before the first run."""
    return sorted({os.path.join(pack.folder, path) for pack in packs for path in pack.changed()})


def _try(word: str, run: CaseRun) -> Try:
    return Try(word, run.case.name, run.is_met, run.played.tokens, run.played.seconds)
