"""Loops to begin with: what research, debugging and wrapping up have in common, to be filled in."""

from __future__ import annotations

from packformat.tomltext import toml_document

_CHECKS = "${CLAUDE_PLUGIN_ROOT}/scripts/check.py"
TEMPLATES = {
    "research": {
        "title": "Improve a figure by experiments",
        "goal": (
            "The figure reaches its target. Each turn is one experiment: read the results so far, write down "
            "one idea that could be wrong, change one thing in the editable files, and say what you expect. "
            "What measures is never touched, and what is held back is never seen."
        ),
        "kind": "research",
        "autonomy": "act",
        "check": {"command": ["python3", _CHECKS, "target"], "timeout-seconds": 60},
        "caps": {"turns": 20, "minutes": 240, "usd": 10.0, "no-progress": 6},
        "metric": {
            "command": ["python3", "measure.py"],
            "name": "error",
            "direction": "lower",
            "editable": ["model.py"],
            "held-back": ["held_back/*"],
            "held-back-command": ["python3", "measure.py", "--held-back"],
            "min-gain": 0.01,
        },
    },
    "debug": {
        "title": "Find the cause and prove the fix",
        "goal": (
            "The fault is reproduced by a test that failed before the fix and passes after it, the whole "
            "suite passes, and the cause is written down. Reproduce first, isolate, state one hypothesis at "
            "a time with what would refute it, change one thing, and prove it. Never weaken a test."
        ),
        "kind": "debug",
        "autonomy": "ask",
        "read-only": ["tests/reported/*"],
        "check": {"command": ["python3", _CHECKS, "proved"], "timeout-seconds": 300},
        "caps": {"turns": 20, "minutes": 120, "usd": 8.0, "no-progress": 4},
    },
    "wrap-up": {
        "title": "Leave the work ready for whoever comes next",
        "goal": (
            "Everything that was begun is finished or written down as open with its owner: notes, figures "
            "and files agree, nothing temporary is left, and the summary says what was done, what was not, "
            "and what was decided. Change nothing that was already accepted."
        ),
        "kind": "wrap-up",
        "autonomy": "ask",
        "check": {"command": ["python3", _CHECKS, "ready"], "timeout-seconds": 60},
        "caps": {"turns": 8, "minutes": 30, "usd": 2.0, "no-progress": 2},
    },
}
"""Each by its kind, as the table that becomes a loop's file."""


def template_text(kind: str) -> str:
    """The file of a new loop of one of the kinds of `TEMPLATES`."""
    return toml_document(TEMPLATES[kind])
