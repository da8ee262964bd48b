"""What pairs say together: wins, ties and losses, how sure that is, and how far to believe the judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.evals.interval import share
from packformat.evals.judges.majority import agreement
from packformat.evals.judges.pair import LOSS, TIE, WIN
from packformat.evals.verdict import NOT_JUDGED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packformat.evals.judges.pair import Pair

RECORDED = "recorded"
"""What runs with the pack are compared with that is no arm: recorded runs of another version."""
_WORTH = {WIN: 1.0, TIE: 0.5, LOSS: 0.0}


def comparison_of(pairs: Sequence[Pair]) -> dict[str, Any] | None:
    """Pairs counted, as JSON-ready values; None where there are none.

    ``preferred`` is the share of cases in which the pack's result is better, ties counted half, with Wilson's
    interval: 0.5 is no difference. As for runs, it counts cases and not pairs, and ties make it wider than it
    need be, never narrower. ``contradicted`` and ``answered`` count what each judge says of each pair.
    """
    if not pairs:
        return None
    verdicts = [pair.verdict for pair in pairs]
    said = [one for pair in pairs for one in pair.said]
    agreed = agreement([one.verdict for one in pair.said] for pair in pairs)
    return {
        "wins": verdicts.count(WIN),
        "ties": verdicts.count(TIE),
        "losses": verdicts.count(LOSS),
        "not_judged": verdicts.count(NOT_JUDGED),
        "preferred": _preferred(pairs),
        "contradicted": sum(one.contradicts_itself for one in said),
        "answered": sum(one.verdict != NOT_JUDGED for one in said),
        "agreement": agreed._asdict(),
    }


def _preferred(pairs: Sequence[Pair]) -> dict[str, float] | None:
    cases: dict[str, list[float]] = {}
    for pair in pairs:
        if pair.verdict != NOT_JUDGED:
            cases.setdefault(pair.case, []).append(_WORTH[pair.verdict])
    if not cases:
        return None
    # Rounded, so that the order of pairs shows in no last digit.
    total = round(sum(sum(worths) / len(worths) for worths in cases.values()), 9)
    return {key: round(value, 4) for key, value in share(total, len(cases))._asdict().items()}
