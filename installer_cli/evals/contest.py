"""A contest: several packs on the cases of one pack, side by side, and what came of it."""

from __future__ import annotations

import os
from typing import NamedTuple

from installer_cli.evals.report import environment, judges_of, row_of
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.ranking import Try, rank
from packformat.evals.result import WITH, WITHOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from typing import Any

    from installer_cli.evals.panel import Panel
    from installer_cli.evals.players import Player
    from installer_cli.evals.run import CaseRun
    from installer_cli.evals.subject import Subject
    from packformat.evals.judges.pair import Pair
    from packformat.evals.ranking import Standing

FORMAT = 1
"""The version of the JSON report; it goes up when a key changes its meaning or is removed."""
JUDGES = "judges"
"""The folder of what judges answered, beside those of the packs' recordings, which say versions."""
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


class Meeting(NamedTuple):
    """Two contenders before the judges: pairs of their runs of the same cases."""

    contender: Contender
    other: Contender
    pairs: Sequence[Pair]

    def as_dict(self) -> dict[str, Any]:
        """The meeting as JSON-ready values: wins are those of the first."""
        return {
            "pack": self.contender.word,
            "other": self.other.word,
            **(comparison_of(self.pairs) or {}),
            "pairs": [pair.as_dict() for pair in self.pairs],
        }


class Judged(NamedTuple):
    """Who judged all contenders, and what came of comparing each two of them."""

    panel: Panel
    meetings: Sequence[Meeting]


class Contest:
    """What was run of which cases, with whom, from when on, as far as it came.

    ``host`` is the pack that brings the cases. What judges say of criteria decides who meets a case; what
    they say of pairs decides no place.
    """

    __slots__ = (
        *("_agents", "_contenders", "_host", "_judged"),
        *("attempts", "capped", "planned", "ran_at", "tampered"),
    )

    def __init__(
        self,
        host: Subject,
        contenders: Sequence[Contender],
        players: Sequence[Player],
        attempts: Sequence[Attempt],
        judged: Judged,
        *,
        ran_at: datetime.datetime,
        planned: int,
        capped: str,
    ):
        self._host = host
        self._contenders = contenders
        self._judged = judged
        self._agents = [player.name for player in players if not player.is_replay]
        self.attempts = tuple(attempts)
        self.ran_at = ran_at
        self.planned = planned
        self.capped = capped
        self.tampered = _changed([host, *(item.subject for item in contenders if item.subject)])

    def standings(self) -> list[Standing]:
        """Who stands where; a contest that a cap has ended, or that is void, says nothing about it."""
        if self.capped or self.tampered:
            return []
        return rank(_try(contender.word, run) for contender, run in self.attempts)

    def brings_the_cases(self, word: str) -> bool:
        """Whether a contender is the very pack that the cases are of: who asks and answers has an edge."""
        subjects = (item.subject for item in self._contenders if item.word == word)
        return any(subject and subject.before == self._host.before for subject in subjects)

    def document(self) -> dict[str, Any]:
        """Everything, as JSON-ready values."""
        runs = [run for _contender, run in self.attempts]
        return {
            "format": FORMAT,
            "cases": self._host.identity | {"evaluators": self._host.evaluators},
            "packs": {
                item.word: item.subject.identity if item.subject else None for item in self._contenders
            },
            "agent": self._agents[0] if self._agents else None,
            "models": sorted({model for run in runs for model in run.played.models}),
            "ran_at": self.ran_at.isoformat(timespec="seconds"),
            "usd": round(sum(run.played.usd for run in runs) + self._judged.panel.usd, 6),
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
            **judges_of(self._judged.panel, runs),
            "comparisons": [meeting.as_dict() for meeting in self._judged.meetings],
            "runs": [{"pack": contender.word, **row_of(run)} for contender, run in self.attempts],
        }


def _changed(packs: Sequence[Subject]) -> list[str]:
    """The files of these packs that are not as they were before the first run."""
    return sorted({os.path.join(pack.folder, path) for pack in packs for path in pack.changed()})


def _try(word: str, run: CaseRun) -> Try:
    return Try(word, run.case.name, run.is_met, run.played.tokens, run.played.seconds)
