"""What decides whether something holds, and whether the pack has it: an eval, a loop, a check, or people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.criteria import BY_PEOPLE
from packformat.evals.case import case_names
from packformat.paths import CRITERIA_PATH

if TYPE_CHECKING:
    from packformat.rules.view import PackView

MOST_LOOKED_FOR = 200
"""Names that are looked for in the pack's programs, for each rule."""
WHO_DECIDES = f"name an eval, a loop or a check of a script, or say `{BY_PEOPLE}`"
"""What to write where nothing decides."""
_PROGRAMS = (".py", ".sh", ".js", ".ts", ".rb", ".json")


class Deciders:
    """What a pack has that can decide."""

    def __init__(self, view: PackView):
        self._view = view
        self._cases = set(case_names({path: entry.data for path, entry in view.files.items()}))
        self._programs = "\n".join(
            text.text for text in view.texts if text.path.endswith(_PROGRAMS) and text.path != CRITERIA_PATH
        )

    def has(self, checked_by: str) -> bool:
        """Whether what is named is in the pack; a check of a program is, where a program says its name."""
        kind, _, name = checked_by.partition(":")
        if kind == "eval":
            return name.partition("/")[0] in self._cases
        if kind == "loop":
            return f"loops/{name}.toml" in self._view.files
        return checked_by == BY_PEOPLE or (bool(name) and name in self._programs)
