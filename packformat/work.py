"""How much a pack makes programs parse, counted before any of it is done.

Text is read at a steady pace, and a budget bounds it. What is parsed is another matter: each mark that
starts a value costs as much as several letters, and each file more than its letters do. So they are counted,
and a pack that holds more than anybody wrote is refused unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.component import component_of
from packformat.paths import CRITERIA_PATH, HOOKS_PATH, MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.archive import Entry

MOST_WORK = 512 * 1024
"""Letters of front matter, or what costs as much: some two microseconds each. The largest of about 800 real
plugins and repositories makes half of it, the largest of our own packs as well."""
_PAGE, _DESCRIPTION, _MARK = 100, 1000, 8
"""What comes on top of its letters for a page, a file with a schema, and a mark, in letters too."""
_HEAVIEST = MOST_WORK // 2
"""One file alone is never too much: its own reader refuses it and can say why."""
_MARKS = b",:[{-=\n"
_NO_MARKS = bytes(byte for byte in range(256) if byte not in _MARKS)
_FENCE = b"---"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DESCRIPTIONS = frozenset((MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH, HOOKS_PATH, CRITERIA_PATH))
_SUFFIXES = (".toml", ".json", ".jsonl")
_KINDS = frozenset(
    ("connector", "convention", "loop", "workflow", "persona", "memory", "scaffold", "eval", "example")
)


def check_work(entries: Iterable[Entry]) -> None:
    """Raise E_TOO_MUCH_WORK for a pack that nobody could read in passable time."""
    work = work_of(entries)
    if work > MOST_WORK:
        raise FORMAT.error("E_TOO_MUCH_WORK", limit=MOST_WORK, size=work)


def work_of(entries: Iterable[Entry]) -> int:
    """What a pack makes programs parse, in letters of front matter."""
    return sum(map(_work_of, entries))


def _work_of(entry: Entry) -> int:
    if entry.path.endswith(".md"):
        page = entry.data.removeprefix(_BYTE_ORDER_MARK)
        return _PAGE + _weight(page.partition(b"\n" + _FENCE)[0]) if page.startswith(_FENCE) else 0
    if not _is_described(entry.path):
        return 0
    return _DESCRIPTION + min(_weight(entry.data), _HEAVIEST)


def _is_described(path: str) -> bool:
    """Whether programs that look at a pack parse the file: rules for their part, clients, `npm`."""
    if not path.endswith(_SUFFIXES):
        return False
    if path in _DESCRIPTIONS or path.endswith("package.json"):
        return True
    part = component_of(path)
    return part is not None and part.kind in _KINDS


def _weight(data: bytes) -> int:
    return len(data) + _MARK * len(data.translate(None, _NO_MARKS))
