"""The autoresearch form: each turn is one experiment, measured, then kept as a commit or reverted.

The agent works in a folder of its own, made anew for each experiment from the project without what is held
back. Only its editable files are taken over, so nothing else that it changes, the evaluator least of all, has
any effect.
"""

from __future__ import annotations

import csv
import io
import os
import shutil

from installer_cli.errors import ERRORS
from installer_cli.loops.git import Repository
from installer_cli.loops.guard import matching
from installer_cli.loops.journal import DONE, MEASURED
from installer_cli.loops.measure import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from installer_cli.agent.reply import Reply
    from installer_cli.loops.find import FoundLoop
    from installer_cli.loops.journal import Journal
    from installer_cli.loops.state import State

BASELINE, KEPT, REVERTED, CRASHED, UNCHANGED = "baseline", "kept", "reverted", "crashed", "unchanged"
COLUMNS = ("experiment", "status", "value", "best", "lines", "commit", "idea")
_LONGEST_IDEA = 120
_TABLE = "results.csv"


class ExperimentBench:
    """Prepares, measures, keeps and reverts; the journal has every experiment, whatever became of it."""

    def __init__(self, found: FoundLoop, project: str, scratch: str, journal: Journal):
        self._found = found
        self._project = project
        self._scratch = scratch
        self._journal = journal
        self._git = Repository(project)
        metric = found.loop.metric
        self._editable: Sequence[str] = metric["editable"]
        self._held_back: Sequence[str] = metric.get("held-back", ())
        self._sign = -1 if metric["direction"] == "higher" else 1
        self._min_gain = float(metric.get("min-gain", 0))

    def open(self, state: State) -> None:
        """Finish or revert an experiment that was killed; measure the baseline of a new run.

        Raises E_LOOP_DIRTY when the editable files hold changes of somebody else.
        """
        if state.pending:
            self._recover(state)
            return
        if self._git.changed(self._files()):
            raise ERRORS.error("E_LOOP_DIRTY", paths=", ".join(self._git.changed(self._files())))
        if not any(event["event"] == MEASURED for event in self._journal.events):
            value = self._measure()
            if value is None:
                raise ERRORS.error("E_LOOP_BASELINE", command=" ".join(self._found.loop.metric["command"]))
            self._journal.add(MEASURED, number=0, status=BASELINE, value=value, lines=self._lines(), idea="")
        self._write_table()

    def folder(self) -> str:
        """A new folder with the project's files as they are, but nothing of what is held back."""
        folder = os.path.join(self._scratch, "experiment")
        shutil.rmtree(folder, ignore_errors=True)
        hidden = set(matching(self._project, self._held_back))
        for path in self._git.files():
            if path not in hidden:
                target = os.path.join(folder, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copy2(os.path.join(self._project, path), target)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, _TABLE), "w", encoding="utf-8") as file:
            file.write(self.table())
        return folder

    def settle(self, number: int, reply: Reply) -> dict[str, Any]:
        """Take the editable files over, measure, and keep or revert."""
        idea = _idea(reply.text)
        self._take_over()
        if not self._git.changed(self._files()):
            return self._record(number, UNCHANGED, None, idea)
        value = self._measure()
        if value is None:
            return self._record(number, CRASHED, None, idea)
        status = KEPT if self._is_better(value) else REVERTED
        return self._record(number, status, value, idea)

    def close(self, _state: State) -> dict[str, Any]:
        """Measure what was held back, once, now that nobody works any more."""
        self._write_table()
        command = self._found.loop.metric.get("held-back-command")
        return {"held_back": measure(self._found, self._project, command)} if command else {}

    def table(self) -> str:
        """Every experiment as CSV, the baseline first."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        best: float | None = None
        done = (event for event in self._journal.events if event["event"] == DONE)
        commits = {event["number"]: event.get("commit", "") for event in done}
        for row in self._measured():
            if row["status"] in (BASELINE, KEPT):
                best = row["value"]
            value = "" if row["value"] is None else row["value"]
            commit = commits.get(row["number"], "")
            writer.writerow([row["number"], row["status"], value, best, row["lines"], commit, row["idea"]])
        return text.getvalue()

    def _record(self, number: int, status: str, value: float | None, idea: str) -> dict[str, Any]:
        """Write the measure down first, so that a kill can be put right; then keep or revert."""
        self._journal.add(MEASURED, number=number, status=status, value=value, lines=self._lines(), idea=idea)
        facts = self._carry_out(number, status, value, idea)
        self._write_table()
        return facts

    def _carry_out(self, number: int, status: str, value: float | None, idea: str) -> dict[str, Any]:
        if status != KEPT:
            self._git.restore(self._files())
            return {"progress": False, "status": status, "value": value}
        mark = self._mark(number)
        changed = self._git.changed(self._files())
        if changed:
            message = f"{idea}\n\n{self._found.loop.metric.get('name', 'measure')}: {value}\n{mark}"
            commit = self._git.commit(changed, message)
        else:
            commit = "HEAD" if mark in self._git.last_message() else ""
        return {"progress": True, "status": status, "value": value, "commit": commit}

    def _recover(self, state: State) -> None:
        """Finish what was measured; what was not is reverted, and the turn is done again."""
        row = state.measured
        if row is None:
            self._git.restore(self._files())
            return
        facts = self._carry_out(row["number"], row["status"], row["value"], row["idea"])
        pending = state.pending or {}
        self._journal.add(
            DONE,
            number=row["number"],
            session=pending["session"],
            usd=0.0,
            seconds=0.0,
            claim="",
            failure="the run was interrupted after the experiment",
            said=row["idea"],
            check=None,
            output="",
            **facts,
        )

    def _take_over(self) -> None:
        folder = os.path.join(self._scratch, "experiment")
        for path in {*matching(folder, self._editable), *self._files()}:
            source, target = os.path.join(folder, path), os.path.join(self._project, path)
            if os.path.isfile(source) and not os.path.islink(source):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(source, target)
            elif os.path.isfile(target):
                os.unlink(target)

    def _is_better(self, value: float) -> bool:
        """Better by at least the least gain; or as good with fewer lines: the simpler of two is better."""
        rows = [row for row in self._measured() if row["status"] in (BASELINE, KEPT)]
        best, lines = rows[-1]["value"], rows[-1]["lines"]
        gain = self._sign * (best - value)
        if gain == 0:
            return bool(self._lines() < lines)
        return bool(gain > 0 and gain >= self._min_gain)

    def _measured(self) -> list[dict[str, Any]]:
        return [event for event in self._journal.events if event["event"] == MEASURED]

    def _measure(self) -> float | None:
        return measure(self._found, self._project, self._found.loop.metric["command"])

    def _files(self) -> list[str]:
        """The editable files: those that are there, and those that the last commit knows."""
        return sorted({*matching(self._project, self._editable), *self._git.known(self._editable)})

    def _lines(self) -> int:
        total = 0
        for path in matching(self._project, self._editable):
            with open(os.path.join(self._project, path), "rb") as file:
                total += sum(1 for _ in file)
        return total

    def _write_table(self) -> None:
        targets = [os.path.join(os.path.dirname(self._journal.path), _TABLE)]
        place = self._found.loop.metric.get("results")
        if place:
            targets.append(os.path.join(self._project, place))
        for target in targets:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8") as file:
                file.write(self.table())

    def _mark(self, number: int) -> str:
        return f"Experiment: {self._found.id}/{number}"


def _idea(text: str) -> str:
    """The first line of what the agent said: what it was going to try."""
    lines = [line.strip(" #*-") for line in text.splitlines()]
    return next((line for line in lines if line), "(no idea was written down)")[:_LONGEST_IDEA]
