"""What may come next on a command line, made from the same tables that read it; nobody is asked."""

from __future__ import annotations

import os

from installer_cli.main import COMMANDS, load_command
from installer_cli.project import Project
from packformat.errors import CtxpackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer_cli.arguments import Command, Option


class Candidate:
    """A word that may come next, and what it means."""

    __slots__ = ("about", "word")

    def __init__(self, word: str, about: str = ""):
        self.word = word
        self.about = about

    def __str__(self) -> str:
        return f"{self.word}\t{self.about}"


def candidates(words: Sequence[str]) -> list[Candidate]:
    """What the last of the words, which may be empty, may become."""
    *before, last = words or [""]
    for length in (1, 2):
        name = " ".join(before[:length])
        if name in COMMANDS and len(before) >= length:
            found = _of_command(load_command(name), before[length:], last)
            break
    else:
        found = _of_names(before)
    return [candidate for candidate in found if candidate.word.startswith(last)]


def _of_names(before: Sequence[str]) -> list[Candidate]:
    """The next word of every command whose name begins with these words."""
    found: dict[str, str] = {}
    for name, about in COMMANDS.items():
        *first, last = name.split()
        if first == list(before):
            found[last] = about
        elif not before:
            found[first[0]] = f"{found[first[0]]}, {last}" if first[0] in found else f"commands: {last}"
    return [Candidate(word, about) for word, about in found.items()]


def _of_command(command: Command, before: Sequence[str], last: str) -> list[Candidate]:
    """A value of the option that was begun, or else an option, or a word that the command takes."""
    options = {name: option for option in command.options for name in (option.name, option.short) if name}
    name, equals, begun = last.partition("=")
    if equals and name in options:
        return [Candidate(f"{name}={value}") for value in _values(options[name], begun)]
    previous = options.get(before[-1]) if before else None
    if previous and previous.metavar:
        return [Candidate(value) for value in _values(previous, last)]
    if last.startswith("-"):
        return [Candidate(name, option.help) for name, option in options.items()]
    return _of_positional(command, before, last)


def _of_positional(command: Command, before: Sequence[str], last: str) -> list[Candidate]:
    if command.positional is None or command.positional.metavar == "":
        return []
    source = command.positional.source
    folder = os.path.expanduser("~") if "--global" in before else _option(before, "--project")
    found = _SOURCES[source](folder, last) if isinstance(source, str) else source
    return [Candidate(word) for word in found]


def _values(option: Option, word: str) -> Iterable[str]:
    if option.choices:
        return option.choices
    return _paths(None, word) if option.metavar in ("DIR", "FILE") else ()


def _option(words: Sequence[str], name: str) -> str | None:
    """The value that an option has on the line so far."""
    return words[words.index(name) + 1] if name in words[:-1] else None


def _nothing(_: str | None, __: str) -> Iterable[str]:
    return ()


def _installed(folder: str | None, _: str) -> Iterable[str]:
    """The packs of the project, by its receipts."""
    from installer_cli.receipt import receipt_names

    try:
        return [name.removesuffix(".json") for name in receipt_names(Project.find(folder))]
    except CtxpackError:
        return ()


def _known(folder: str | None, word: str) -> Iterable[str]:
    """The packs that this machine has heard of: whatever a registry said before, and what is installed."""
    from installer_cli.home import known_names
    from installer_cli.settings import home_folder

    return sorted({*known_names(home_folder()), *_installed(folder, word)})


def _paths(_: str | None, word: str) -> Iterable[str]:
    """Files and folders; a folder ends with a slash."""
    folder, slash, _rest = word.rpartition("/")
    try:
        entries = sorted(os.scandir((folder + slash) or "."), key=lambda entry: entry.name)
    except OSError:
        return ()
    return [f"{folder}{slash}{entry.name}{'/' if entry.is_dir() else ''}" for entry in entries]


_SOURCES = {"": _nothing, "files": _paths, "installed": _installed, "known": _known}
"""Where the words that a `Positional` takes come from, by its ``source``."""
