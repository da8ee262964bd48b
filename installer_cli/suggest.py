"""Did you mean …: the nearest known word, for messages only."""

from __future__ import annotations

from difflib import get_close_matches

_MOST = 3
_CUTOFF = 0.6
_LIKENESS_OF_OPTIONS = 0.7
"""How alike options are at least, without hyphens: `foo` and `color` are 0.5, `targt` and `target` 0.9."""
_ELSEWHERE = {
    "add": ("install",),
    "audit": ("doctor",),
    "ci": ("sync",),
    "delete": ("uninstall",),
    "freeze": ("lock",),
    "get": ("install",),
    "goal": ("loop show", "loop run"),
    "init": ("import", "install"),
    "ls": ("list",),
    "new": ("import", "loop new"),
    "pack": ("import",),
    "remove": ("uninstall",),
    "revert": ("undo",),
    "rm": ("uninstall",),
    "show": ("info",),
    "test": ("eval run",),
    "upgrade": ("update",),
    "validate": ("check",),
    "version": ("--version",),
    "view": ("info", "open"),
}
"""What other installers call a command of ours; by its letters, `remove` would be `resolve`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A half-sentence for a hint, such as ``did you mean `install`? ``; empty when nothing is near."""
    return _asked(get_close_matches(word, list(known), n=1, cutoff=_CUTOFF))


def command_meant(word: str, known: Iterable[str]) -> str:
    """The same for a command: also what people say for it who come from another installer."""
    elsewhere = _ELSEWHERE.get(word)
    return _asked(elsewhere) if elsewhere else did_you_mean(word, known)


def option_meant(word: str, known: Iterable[str]) -> str:
    """The same for an option: the hyphens that all of them begin with make none of them alike."""
    bare = {one.lstrip("-"): one for one in known}
    near = get_close_matches(word.lstrip("-"), bare, n=1, cutoff=_LIKENESS_OF_OPTIONS)
    return _asked(bare[one] for one in near)


def components_near(label: str, known: Iterable[str]) -> str:
    """The same for ``kind:name``: what begins so, is called so, or is called nearly so, three at most."""
    labels = list(known)
    kind, _, name = label.partition(":")
    of_kind = {one.partition(":")[2]: one for one in labels if one.startswith(f"{kind}:")}
    near = [one for one in labels if one.startswith(label) or one.endswith(f":{name}")]
    return _asked(near[:_MOST] or [of_kind[one] for one in get_close_matches(name, of_kind, _MOST)])


def _asked(words: Iterable[str]) -> str:
    shown = " or ".join(f"`{word}`" for word in words)
    return f"did you mean {shown}? " if shown else ""
