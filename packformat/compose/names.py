"""How files are named, as conventions of a pack: out of pieces that are chosen, and held to examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.archive import Entry
from packformat.compose.markdown import first, one_line
from packformat.compose.naming import named_items
from packformat.conventions.convention import FOLDER, SUFFIX, fault_of
from packformat.conventions.pattern import Pattern
from packformat.conventions.syntax import PatternError
from packformat.schema import component_errors
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PLACES = ("first", "second", "third", "fourth", "fifth")
"""The answers that hold the pieces of a name, in their order."""
_MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"
_SMALL = "[a-z0-9ß-öø-ÿ]+"
PIECES = {
    "month": (_MONTH, "2026-10"),
    "date": (f"{_MONTH}-(0[1-9]|[12][0-9]|3[01])", "2026-10-31"),
    "year": ("[0-9]{4}", "2026"),
    "words": (f"{_SMALL}(-{_SMALL})*", "what-it-is"),
    "sentence": (r"[^\W_]+( [^\W_]+)*", "What it is"),
    "client": (r"[^\W_]+", "Client"),
    "code": ("[A-Z0-9]+", "CODE"),
    "number": ("[0-9]+", "123"),
    "version": ("v[1-9][0-9]*", "v2"),
    "copy": ("v[1-9][0-9]*", "v2"),
    "listed": ("", ""),
}
"""Of each piece, the pattern and how it looks; a copy's number is left out in the first."""
_MAY_LACK = "copy"
_BETWEEN = {"underscore": "_", "hyphen": "-", "space": " ", "dot": "."}
_ABOUT = "A right name says what a file is without opening it."
_MARKS = frozenset("[](){}*+?|^$\\.-")


class TriedName(NamedTuple):
    """An example, whether it is to fit, and why it does not; nothing where it does."""

    name: str
    good: bool
    fault: str

    @property
    def right(self) -> bool:
        """Whether it is told as it is to be told."""
        return self.good != bool(self.fault)


class TriedNames(NamedTuple):
    """A way to name files: what a name looks like, and its examples tried."""

    id: str
    title: str
    shape: str
    rows: tuple[TriedName, ...]

    @property
    def separates(self) -> bool:
        """Whether names that should fit do, and names that should not do not, and there are both."""
        return {row.good for row in self.rows} == {True, False} and all(row.right for row in self.rows)


def convention_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """A convention for each way to name files that is told whole, with examples of both kinds."""
    for name, item in named_items(content.get("names", ())).items():
        path, value = f"{FOLDER}{name}{SUFFIX}", _convention(item)
        if not component_errors(path, value, "convention") and _tried(item).separates:
            yield Entry(path, toml_document(value).encode("utf-8"))


def try_names(content: Mapping[str, Any]) -> list[TriedNames]:
    """Hold the examples of each way to name files against what its pieces say."""
    return [_tried(item) for item in content.get("names", ()) if item.get("good") or item.get("bad")]


def _tried(item: Mapping[str, Any]) -> TriedNames:
    names = [(name, True) for name in item.get("good", ())] + [(name, False) for name, _ in _bad(item)]
    try:
        pattern = Pattern(_pattern(item))
    except PatternError:
        return TriedNames(item["id"], first(item, "title", "id"), _shape(item), ())
    rows = tuple(TriedName(name, good, fault_of(pattern, name)) for name, good in names)
    return TriedNames(item["id"], first(item, "title", "id"), _shape(item), rows)


def _convention(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _plain(first(item, "title", "id")),
        "about": _plain(item.get("about", "")) or _ABOUT,
        "files": [f"{folder.strip('/ ')}/**" for folder in item.get("folders", ())] or ["**"],
        "pattern": _pattern(item),
        "shape": _shape(item),
        "good": list(item.get("good", ())),
        "bad": [{"name": name, "why": _plain(why)} for name, why in _bad(item)],
    }


def _bad(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each wrong name with its reason, which stands after a colon: no system has one in a name."""
    for line in item.get("bad", ()):
        name, _, why = line.partition(":")
        yield name.strip(), why.strip()


def _pattern(item: Mapping[str, Any]) -> str:
    between, text = _escaped(_separator(item)), ""
    for piece in _pieces(item):
        pattern = _one_of(item.get("listed", ())) if piece == "listed" else PIECES[piece][0]
        joined = f"{between}{pattern}" if text else pattern
        text += f"({joined})?" if piece == _MAY_LACK else joined
    return f"{text}[.]{_one_of(_endings(item)) if _endings(item) else '[A-Za-z0-9]+'}"


def _shape(item: Mapping[str, Any]) -> str:
    listed = next(iter(item.get("listed", ())), "")
    looks = (listed if piece == "listed" else PIECES[piece][1] for piece in _pieces(item))
    return f"{_separator(item).join(looks)}.{next(iter(_endings(item)), 'pdf')}"


def _pieces(item: Mapping[str, Any]) -> list[str]:
    return [item[place] for place in PLACES if item.get(place)]


def _separator(item: Mapping[str, Any]) -> str:
    return _BETWEEN[item.get("between", "underscore")]


def _endings(item: Mapping[str, Any]) -> list[str]:
    return [ending.strip(". ") for ending in item.get("endings", ()) if ending.strip(". ")]


def _one_of(words: Iterable[str]) -> str:
    return f"({'|'.join(map(_escaped, words))})"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in _MARKS else char for char in text)


def _plain(text: str) -> str:
    """A text on one line, without the letter that would load a file."""
    return one_line(text).replace("@", "(at)")
