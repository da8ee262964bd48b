"""How a task becomes a command line: Claude Code's own options, or the environment for any other program.

Any other program reads the prompt from its standard input and its limits from the environment
(``CTXPACK_SESSION``, ``CTXPACK_RESUME``, ``CTXPACK_MAX_TURNS``, ``CTXPACK_MAX_USD``, ``CTXPACK_PACKS``). It
answers with text, or with the JSON that Claude Code prints.
"""

from __future__ import annotations

import json
import os
import shlex

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT = "claude -p"
_OWN_PREFIX = "CTXPACK_"
_NOTHING_TO_ACT_WITH = ("--tools", "", "--strict-mcp-config", "--disable-slash-commands")
"""Each is needed: without the second all servers of the user's stay there, without the third their skills. A
list of what is denied would be a list of what is known; each version of the client brings new tools."""


class Task:
    """One piece of work for an agent, and what it may use up.

    ``session`` is an identifier that the same conversation keeps; ``resume`` says that it has begun. ``usd``
    is what may still be spent, ``seconds`` how long it may take. ``packs`` are folders of packs to load,
    ``allow`` and ``deny`` permission lines as Claude Code spells them. Who ``only_answers`` gets nothing
    to act with, whatever the user has allowed.
    """

    __slots__ = (
        "allow",
        "deny",
        "mode",
        "only_answers",
        "packs",
        "prompt",
        "resume",
        "seconds",
        "session",
        "turns",
        "usd",
    )

    def __init__(
        self,
        prompt: str,
        *,
        session: str,
        turns: int,
        usd: float,
        seconds: float,
        resume: bool = False,
        packs: Sequence[str] = (),
        allow: Sequence[str] = (),
        deny: Sequence[str] = (),
        mode: str = "acceptEdits",
        only_answers: bool = False,
    ):
        self.prompt = prompt
        self.session = session
        self.turns = turns
        self.usd = usd
        self.seconds = seconds
        self.resume = resume
        self.packs = tuple(packs)
        self.allow = tuple(allow)
        self.deny = tuple(deny)
        self.mode = mode
        self.only_answers = only_answers


class AgentCommand:
    """The words of an agent's command line, and whether they start Claude Code."""

    __slots__ = ("is_claude", "text", "words")

    def __init__(self, text: str):
        try:
            self.words = shlex.split(text)
        except ValueError as error:
            raise ERRORS.error("E_AGENT", command=text, reason=str(error)) from None
        if not self.words:
            raise ERRORS.error("E_AGENT", command=text, reason="it is empty")
        self.text = text
        self.is_claude = os.path.basename(self.words[0]) in ("claude", "claude.exe")

    def argv(self, task: Task) -> list[str]:
        """The command line for a task."""
        if not self.is_claude:
            return self.words
        given = [word for word in self.words if word not in ("-p", "--print")]
        settings = {"permissions": {"allow": list(task.allow), "deny": list(task.deny)}}
        return [
            *given,
            "-p",
            *("--output-format", "stream-json", "--verbose"),
            *("--max-turns", str(task.turns)),
            *("--max-budget-usd", f"{task.usd:.4f}"),
            *("--permission-mode", task.mode),
            *("--settings", json.dumps(settings)),
            *(_NOTHING_TO_ACT_WITH if task.only_answers else ()),
            *(word for pack in task.packs for word in ("--plugin-dir", pack)),
            *(("--resume" if task.resume else "--session-id"), task.session),
        ]

    def environment(self, task: Task) -> dict[str, str]:
        """Our own environment with what the task adds to it, and nothing of another task's."""
        inherited = {key: text for key, text in os.environ.items() if key not in _own_variables(task)}
        return inherited | {key: text for key, text in _own_variables(task).items() if text}


def _own_variables(task: Task) -> Mapping[str, str]:
    values = {
        "SESSION": task.session,
        "RESUME": "1" if task.resume else "",
        "MAX_TURNS": str(task.turns),
        "MAX_USD": f"{task.usd:.4f}",
        "PACKS": os.pathsep.join(task.packs),
    }
    return {_OWN_PREFIX + key: text for key, text in values.items()}
