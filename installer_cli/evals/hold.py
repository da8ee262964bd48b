"""Holding a contest: every case with each pack before the next case, within what may be spent."""

from __future__ import annotations

import datetime
import itertools
import os
import tempfile

from installer_cli.evals.contest import Attempt, Contest, Judged, Meeting
from installer_cli.evals.pairs import compare_runs
from installer_cli.evals.run import run_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from installer_cli.evals.caps import Caps
    from installer_cli.evals.contest import Contender
    from installer_cli.evals.panel import Panel
    from installer_cli.evals.players import Player
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase


def hold_contest(
    host: Subject,
    cases: Sequence[EvalCase],
    contenders: Sequence[Contender],
    player_of: Callable[[Contender, str], Player],
    panel_in: Callable[[str], Panel],
    *,
    repeat: int,
    caps: Caps,
    tell: Callable[[Attempt], None],
) -> Contest:
    """Run every case of ``host`` ``repeat`` times with each contender, all of them before the next case.

    ``player_of`` makes who works with a contender, and ``panel_in`` the judges of all of them, given a folder
    that is gone afterwards. Raises E_WORKSPACE, E_EVAL_RECORDING or E_AGENT.
    """
    ran_at = datetime.datetime.now(datetime.UTC)
    attempts: list[Attempt] = []
    with tempfile.TemporaryDirectory(prefix="ctxpack-eval-") as scratch:
        panel = panel_in(scratch)
        players = [
            player_of(contender, os.path.join(scratch, str(place)))
            for place, contender in enumerate(contenders)
        ]
        plan = [
            (number, case, contender, player)
            for number in range(1, repeat + 1)
            for case in cases
            for contender, player in zip(contenders, players, strict=True)
        ]
        for number, case, contender, player in plan:
            if caps.reached:
                break
            # An answer may name its folder, and whoever compares it is not to see from which pack it comes.
            folder = os.path.join(scratch, "runs", f"{case.name}-{len(attempts) + 1}")
            found = run_case(
                host,
                case,
                player,
                arm=contender.arm,
                number=number,
                caps=caps,
                panel=panel,
                folder=folder,
            )
            attempts.append(Attempt(contender, found))
            tell(attempts[-1])
        is_whole = len(attempts) == len(plan)
        meetings = list(_meetings(contenders, attempts, panel)) if is_whole else []
    return Contest(
        host,
        contenders,
        players,
        attempts,
        Judged(panel, meetings),
        ran_at=ran_at,
        planned=len(plan),
        capped="" if is_whole and not panel.is_cut else caps.reached,
    )


def _meetings(
    contenders: Sequence[Contender], attempts: Sequence[Attempt], panel: Panel
) -> Iterator[Meeting]:
    """Each two contenders before the judges, where a case says by what results are compared."""
    for one, other in itertools.combinations(contenders, 2):
        first, second = ([run for owner, run in attempts if owner is mine] for mine in (one, other))
        pairs = compare_runs(first, second, panel)
        if pairs:
            yield Meeting(one, other, pairs)
