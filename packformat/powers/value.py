"""The powers of a pack as a value: items by kind, their canonical form, their difference, and their words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES = {
    "hooks": "Runs these commands by itself, on events",
    "commands": "Runs these commands while a page of it is read or a loop is checked",
    "servers": "Starts or reaches these servers",
    "hosts": "Contacts these hosts",
    "secrets": "Reads these variables of your environment",
    "tools": "Lets the agent use these tools without asking",
    "files": "Names these files outside the pack and the project",
    "programs": "Brings these programs",
}
"""What each kind of power means, the gravest first: the kinds in their order."""

KINDS = tuple(SENTENCES)

_MOMENTS = {
    "SessionStart": "when a session starts",
    "SessionEnd": "when a session ends",
    "UserPromptSubmit": "when you send a message",
    "PreToolUse": "before the agent uses a tool",
    "PostToolUse": "after the agent has used a tool",
    "Notification": "when the agent notifies you",
    "Stop": "when the agent stops",
    "SubagentStop": "when an agent's helper stops",
    "PreCompact": "before the agent shortens what it remembers",
    "Monitor": "as long as a session lasts",
    "statusLine": "again and again, to show a line",
    "subagentStatusLine": "again and again while helpers work, to show a line",
}
"""When the events happen that most hooks run on."""


class Powers:
    """What a pack can do: for each kind, distinct items in the order of their characters.

    A kind that a newer registry knows and we do not is kept, after ours: nothing that a pack can do is left
    out because its word is new.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Iterable[str]] = {}):
        unknown = sorted(kind for kind in items if kind not in SENTENCES)
        self._items = {
            kind: tuple(sorted({str(item) for item in items.get(kind, ())})) for kind in (*KINDS, *unknown)
        }

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Powers:
        """Read what `lines` gives."""
        items: dict[str, list[str]] = {}
        for line in lines:
            kind, _, item = line.partition(": ")
            items.setdefault(kind, []).append(item)
        return cls(items)

    @property
    def kinds(self) -> list[str]:
        """The kinds that are not empty, in their order."""
        return [kind for kind, items in self._items.items() if items]

    @property
    def lines(self) -> list[str]:
        """Every item as ``kind: item``, in order."""
        return [f"{kind}: {item}" for kind, items in self._items.items() for item in items]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The items of one kind."""
        return self._items.get(kind, ())

    def as_dict(self) -> dict[str, list[str]]:
        """The canonical form: every kind with its items, also the empty ones, which were looked for too."""
        return {kind: list(items) for kind, items in self._items.items()}

    def as_declared(self) -> dict[str, tuple[str, ...]]:
        """The powers as a manifest declares them: kinds without items are left out."""
        return {kind: self._items[kind] for kind in self.kinds}

    def without(self, other: Powers) -> Powers:
        """What these powers have beyond ``other``."""
        return Powers(
            {kind: set(items).difference(other.of_kind(kind)) for kind, items in self._items.items()}
        )

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Powers) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(tuple(self.lines))

    def __repr__(self) -> str:
        return f"Powers({self.as_declared()!r})"


def sentence_of(kind: str) -> str:
    """What a kind of power means, in plain words; a kind that is not known is named as it is."""
    return SENTENCES.get(kind, f"Also: {kind}")


def item_in_words(kind: str, item: str) -> str:
    """An item as a person reads it: a hook with the moment at which it runs, where its event is usual."""
    event, _, command = item.partition(": ")
    moment = _MOMENTS.get(event) if kind == "hooks" else None
    return f"{moment} ({event}): {command}" if moment else item
