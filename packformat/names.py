"""Pack names: ASCII kebab case, as the clients that load packs demand."""

from __future__ import annotations

from packformat.codes import FORMAT

SHORTEST_NAME = 2
LONGEST_NAME = 64
"""The Agent Skills specification's limit for a skill's name; a pack becomes a folder beside skills."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALLOWED = _LETTERS | frozenset("0123456789-")

RESERVED_NAMES = frozenset(
    (
        # routes and words of the registry itself
        "about", "account", "accounts", "admin", "api", "archive", "archives", "catalogue", "ctxpack", "docs",
        "index", "login", "marketplace", "new", "official", "packs", "publish", "registry", "root", "search",
        "settings", "static", "support", "verified", "www",
        # names that Claude Code refuses or uses for itself
        "claude", "claude-code", "anthropic", "inline", "skills-dir", "mcp",
        # folders of a `.claude/` project
        "agents", "commands", "hooks", "memory", "output-styles", "plugins", "rules", "skills",
        # device names of Windows, which no folder can carry
        "con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)),
    )
)  # fmt: skip

RESERVED_PREFIXES = ("anthropic-", "anthropics-", "cc-plugin-", "claude-", "ctxpack-")
"""Prefixes that Claude Code keeps for its maker's plugins, and our own."""


class PackName(str):
    """A pack's name; made by `parse` only, so that a malformed one cannot exist."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: object) -> PackName:
        """Read a name from outside; raises E_NAME saying which rule it breaks."""
        if not isinstance(text, str):
            raise FORMAT.error("E_NAME", name=text, rule="it is not text")
        broken = _broken_rule(text)
        if broken:
            raise FORMAT.error("E_NAME", name=text, rule=broken)
        return cls(text)


def is_reserved(name: str) -> bool:
    """Whether ``name`` is kept from publication: a route, a brand, or a name clients refuse."""
    return name in RESERVED_NAMES or name.startswith(RESERVED_PREFIXES)


def _broken_rule(text: str) -> str:
    if not SHORTEST_NAME <= len(text) <= LONGEST_NAME:
        return f"it has {len(text)} characters, {SHORTEST_NAME} to {LONGEST_NAME} are allowed"
    if not _ALLOWED.issuperset(text):
        wrong = next(char for char in text if char not in _ALLOWED)
        return f"`{wrong}` is not a small letter, a digit or a hyphen"
    if text[0] not in _LETTERS:
        return "it does not start with a letter"
    if text.endswith("-") or "--" in text:
        return "a hyphen stands between two letters or digits"
    return ""
