"""Which of several packs does best on the same cases, and which cannot be told apart.

A place says who is surely better, not whose figure is higher: it is one more than the number of packs whose
share of met cases is higher by a 95 per cent interval that leaves zero out. Two packs on one place cannot be
told apart, however their figures stand, and with few cases many share the first. W. L. Chiang et al.,
*Chatbot Arena: An Open Platform for Evaluating LLMs by Human Preference* (2024), rank so, and for the same
reason: most orders of few cases are chance, and a table that hides it is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.interval import Interval, difference
from packformat.evals.result import Mark, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Try(NamedTuple):
    """One run of a case with one of the packs: whether it is met, and the tokens and seconds that it took.

    Tokens and seconds are 0 where nobody knows them.
    """

    pack: str
    case: str
    is_met: bool
    tokens: int = 0
    seconds: float = 0.0


class Standing(NamedTuple):
    """How a pack stands: its place from 1 on, whether others share it, and the figures behind it.

    ``tokens`` and ``seconds`` are those of a run on average; None where they are not known of every run.
    """

    pack: str
    place: int
    is_shared: bool
    cases: int
    runs: int
    met_always: int
    share: Interval
    tokens: float | None
    seconds: float | None

    def as_dict(self) -> dict[str, Any]:
        """The standing as JSON-ready values, without the pack."""
        return {
            "place": self.place,
            "shared": self.is_shared,
            "cases": self.cases,
            "runs": self.runs,
            "met_always": self.met_always,
            "share": {key: round(value, 4) for key, value in self.share._asdict().items()},
            "tokens": None if self.tokens is None else round(self.tokens),
            "seconds": None if self.seconds is None else round(self.seconds, 3),
        }


def rank(tries: Iterable[Try]) -> list[Standing]:
    """The packs in order: more met first; then fewer tokens, then less time, then by name.

    Every pack must have run the same cases equally often, as a contest sees to.
    """
    runs: dict[str, list[Try]] = {}
    for item in tries:
        runs.setdefault(item.pack, []).append(item)
    unplaced = [_figures(pack, mine) for pack, mine in runs.items()]
    above = {item.pack: sum(_is_surely_better(other, item) for other in unplaced) for item in unplaced}
    places = list(above.values())
    placed = [
        item._replace(place=above[item.pack] + 1, is_shared=places.count(above[item.pack]) > 1)
        for item in unplaced
    ]
    return sorted(placed, key=_order)


def _figures(pack: str, tries: Sequence[Try]) -> Standing:
    found = count(Mark(item.case, pack, item.is_met) for item in tries)
    return Standing(
        pack,
        1,
        is_shared=False,
        cases=found.cases,
        runs=len(tries),
        met_always=found.met_always,
        share=found.share,
        tokens=_mean(tries, lambda item: item.tokens),
        seconds=_mean(tries, lambda item: item.seconds),
    )


def _mean(tries: Sequence[Try], figure: Callable[[Try], float]) -> float | None:
    figures = [figure(item) for item in tries]
    return sum(figures) / len(figures) if all(figures) else None


def _is_surely_better(first: Standing, second: Standing) -> bool:
    return difference(first.share, second.share).low > 0


def _order(standing: Standing) -> tuple[float, float, float, str]:
    unknown = float("inf")
    tokens = unknown if standing.tokens is None else standing.tokens
    seconds = unknown if standing.seconds is None else standing.seconds
    return (-standing.share.value, tokens, seconds, standing.pack)
