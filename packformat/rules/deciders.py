"""What decides whether something holds, and whether the pack has it: an eval, a loop, a check, or people."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from packformat.criteria import BY_PEOPLE
from packformat.evals.case import case_names

if TYPE_CHECKING:
    from packformat.rules.view import PackView

MOST_LOOKED_FOR = 200
"""Names that are looked for in the pack's programs, for each rule."""
WHO_DECIDES = f"name an eval, a loop or a check of a script, or say `{BY_PEOPLE}`"
"""What to write where nothing decides."""
_WORD = re.compile(r"[\w-]+")
_PROGRAMS = (".py", ".sh", ".js", ".ts", ".rb", ".json")


class Deciders:
    """What a pack has that can decide."""

    def __init__(self, view: PackView):
        self._view = view
        self._cases = set(case_names({path: entry.data for path, entry in view.files.items()}))

    @cached_property
    def _said(self) -> frozenset[str]:
        """The words of the pack's programs: looked up in a time that does not grow with them."""
        programs = (text.text for text in self._view.texts if text.path.endswith(_PROGRAMS))
        return frozenset(word for program in programs for word in _WORD.findall(program))

    def has(self, checked_by: str) -> bool:
        """Whether what is named is in the pack; a check of a program is, where programs say its words."""
        kind, _, name = checked_by.partition(":")
        if kind == "eval":
            return name.partition("/")[0] in self._cases
        if kind == "loop":
            return f"loops/{name}.toml" in self._view.files
        words = _WORD.findall(name)
        return checked_by == BY_PEOPLE or (bool(words) and self._said.issuperset(words))
