"""Telling somebody that a run has ended: a command of theirs gets the page that waits."""

from __future__ import annotations

import os
import shlex

from installer_cli.agent.process import run_program
from installer_cli.errors import ERRORS
from packformat.errors import CtxpackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.loops.drive import Verdict
    from installer_cli.loops.find import FoundLoop

_SECONDS = 60.0
"""What sends a message has sent it by then; who waits for the run's exit code waits no longer."""


def notifier(text: str | None) -> list[str]:
    """The words of the command; none where nobody is to be told. Raises E_USAGE_VALUE."""
    try:
        words = shlex.split(text or "")
    except ValueError as error:
        words, reason = [], str(error)
    else:
        reason = "it is empty"
    if text is not None and not words:
        raise ERRORS.error("E_USAGE_VALUE", option="--notify", reason=reason, command="loop run")
    return words


def notify(words: list[str], found: FoundLoop, verdict: Verdict, summary: str, folder: str) -> str:
    """Run the command in ``folder`` with the page on its standard input; say why it failed, or nothing.

    It finds the loop, the verdict and the page's path in ``CTXPACK_LOOP``, ``CTXPACK_VERDICT`` and
    ``CTXPACK_SUMMARY``.
    """
    facts = {"LOOP": found.id, "VERDICT": verdict.word, "SUMMARY": summary}
    environment = {**os.environ, **{f"CTXPACK_{key}": value for key, value in facts.items()}}
    with open(summary, encoding="utf-8") as file:
        page = file.read()
    try:
        ended = run_program(words, folder=folder, seconds=_SECONDS, text=page, environment=environment)
    except CtxpackError as error:
        return error.message
    if ended.code is None:
        return f"`{words[0]}` took longer than {_SECONDS:.0f} seconds"
    said = ended.problem.strip().splitlines()[-1:]
    return "" if ended.code == 0 else ": ".join([f"`{words[0]}` ended with {ended.code}", *said])
