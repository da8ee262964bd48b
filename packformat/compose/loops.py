"""What is done again until it is right, as the loops of a pack: its own checks decide, and limits end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.checks import graded_checks
from packformat.compose.manifest import pack_name
from packformat.compose.markdown import first, one_line
from packformat.compose.naming import named_items
from packformat.compose.samples import RESULT
from packformat.paths import PLUGIN_ROOT
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LIMITS = {"turns": (10, 1000), "minutes": (60, 1440)}
"""Of each limit, what stands where none is written, and the most that the format takes."""
_CHECK_SECONDS = 60


def loop_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """A loop for each thing that repeats, once there is a check that a program can make."""
    if graded_checks(content):
        for name, item in loops_by_name(content).items():
            yield Entry(f"loops/{name}.toml", toml_document(_loop(content, item)).encode("utf-8"))


def loops_by_name(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What repeats, each under the name by which it is called."""
    return named_items(content.get("loops", ()))


def _loop(content: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    case = pack_name(content)
    return {
        "title": one_line(first(item, "title", "id")),
        "goal": " ".join(_goal(item)),
        "kind": "vertical",
        "autonomy": item.get("alone", "ask"),
        "check": {
            "command": ["ctxpack", "eval", "grade", PLUGIN_ROOT, "--case", case],
            "timeout-seconds": _CHECK_SECONDS,
        },
        "caps": {name: _limit(item, name) for name in _LIMITS},
    }


def _goal(item: Mapping[str, Any]) -> Iterator[str]:
    yield f"Every check of this pack holds for the result, which stands in `{RESULT}`."
    if item.get("each"):
        yield f"Each time: {one_line(item['each'])}".rstrip(".") + "."
    if item.get("stop"):
        yield f"Stop and ask a person when this happens: {one_line(item['stop'])}".rstrip(".") + "."
    yield "Mend the cause that a check names, never the check."


def _limit(item: Mapping[str, Any], name: str) -> int:
    usual, most = _LIMITS[name]
    text = str(item.get(name, ""))
    return min(int(text), most) if text.isascii() and text.isdecimal() and int(text) else usual
