"""Token costs: what a pack takes of an agent's attention, always and when its parts are used.

The estimator counts a token for every four characters (UTF-16 code units), which is what Claude Code itself
shows in `claude plugin details`; a test holds the two together. A tokenizer would differ by model, and no
client ships one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.errors import CtxpackError
from packformat.frontmatter import FrontMatter, read_frontmatter
from packformat.loading import loads_always, tokens_for
from packformat.parts import components_of
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.archive import Entry
    from packformat.component import Component

_MEMORIES = "memory/"
_MEMORY_DESCRIPTION = "memory.toml"
_LISTED = "- `.claude/{path}` of {pack}\n"
"""About what a session is told of each page of a memory that it does not load."""
_LINE = re.compile("[^\n]+")
_LONGEST_STAND_IN = 100
"""Characters of a page's first line that the client shows in place of a description."""


class Cost(NamedTuple):
    """What is loaded into every session, and what comes on top when the part is used.

    Kept as characters, so that a sum is rounded once.
    """

    always_characters: int = 0
    on_use_characters: int = 0

    @property
    def always(self) -> int:
        """Tokens in every session."""
        return tokens_for(self.always_characters)

    @property
    def on_use(self) -> int:
        """Tokens on use."""
        return tokens_for(self.on_use_characters)

    def as_dict(self) -> dict[str, int]:
        """The cost in tokens as the index states it."""
        return {"always": self.always, "on_use": self.on_use}


class TokenCosts(NamedTuple):
    """The cost of each component, and of the pack when every part is used once."""

    components: Mapping[Component, Cost]
    total: Cost


def token_costs(entries: Iterable[Entry], pack: str) -> TokenCosts:
    """Estimate what a pack of that name costs; without a name its skills stand alone.

    Always loaded are the names and descriptions of skills, agents and commands, and memories that load
    always; on use the pages of skills, agents, commands, styles and other memories. Not counted: files that
    a skill reads as it goes, what hooks say, and the tools of servers, which only the server knows.
    """
    given = list(entries)
    files = {entry.path: entry.data for entry in given}
    notes = _notes_by_memory(files)
    components = {part: _cost(part, files, notes, pack) for part in components_of(given)}
    return TokenCosts(components, sum_of(components.values()))


def sum_of(costs: Iterable[Cost]) -> Cost:
    """Several costs together."""
    every = list(costs)
    return Cost(sum(cost.always_characters for cost in every), sum(cost.on_use_characters for cost in every))


def _length(text: str) -> int:
    """Characters as the client counts them, in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _notes_by_memory(files: Iterable[str]) -> dict[str, list[str]]:
    """The pages of each memory, by its folder."""
    notes: dict[str, list[str]] = {}
    for path in files:
        if path.startswith(_MEMORIES) and path.endswith(".md"):
            notes.setdefault("/".join([*path.split("/")[:2], ""]), []).append(path)
    return notes


def _cost(part: Component, files: Mapping[str, bytes], notes: Mapping[str, list[str]], pack: str) -> Cost:
    if part.kind == "memory":
        return _memory_cost(part, files, notes.get(part.path, []), pack)
    if part.kind == "skill":
        page = next(path for path in (f"{part.path}SKILL.md", f"{part.path}skill.md") if path in files)
        return _page_cost(f"{pack}:{part.name}" if pack else part.name, page, files)
    if part.kind == "command":
        return _page_cost(f"{pack}:{part.name}", part.path, files)
    if part.kind == "agent":
        return _page_cost(part.name, part.path, files)
    if part.kind == "style":
        return _page_cost("", part.path, files)._replace(always_characters=0)
    return Cost()


def _page_cost(name: str, path: str, files: Mapping[str, bytes]) -> Cost:
    """A page that cannot be read counts as if it had no front matter."""
    text = files[path].decode("utf-8", "replace")
    try:
        front = read_frontmatter(path, text)
    except CtxpackError:
        front = FrontMatter({}, text, 1, "")
    words = [name, str(front.fields.get("description") or "").strip() or _stand_in(front.body)]
    words += [str(front.fields["when_to_use"])] if front.fields.get("when_to_use") else []
    return Cost(_length(" ".join(words)), _length(front.body.strip()))


def _stand_in(body: str) -> str:
    lines = (line[0].strip().lstrip("#").strip() for line in _LINE.finditer(body))
    return next((line for line in lines if line), "")[:_LONGEST_STAND_IN]


def _memory_cost(part: Component, files: Mapping[str, bytes], notes: list[str], pack: str) -> Cost:
    """A memory that is not loaded always is listed always, one path a page."""
    size = sum(_length(files[path].decode("utf-8", "replace")) for path in notes)
    if loads_always(_description(f"{part.path}{_MEMORY_DESCRIPTION}", files)):
        return Cost(always_characters=size)
    return Cost(sum(_length(_LISTED.format(pack=pack, path=path)) for path in notes), size)


def _description(path: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        return read_toml(path, files[path]) if path in files else {}
    except CtxpackError:
        return {}
