"""JSON texts with one value of another shape than a reader expects: at every place, each of many."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = (
    None, True, -1, 1.5, float("inf"), 10**30, "", "\ud800", "../../x", "\x00", [],
    [None], [[]], {}, {"a": 1},
)  # fmt: skip
"""Values that a file edited by hand, or a server of somebody else, may hold where another type belongs."""
NO_JSON = (b"", b"{", b"\xff\xfe", b"null", b"1", b'"a"', b"[1]", b"[" * 100_000, b'{"a":1e999}')


def misshapen(data: bytes) -> Iterator[bytes]:
    """The text with each place replaced by each wrong value and taken out; and what is no JSON object."""
    yield from NO_JSON
    whole = json.loads(data)
    for place in _places(whole):
        for value in WRONG:
            yield _with(whole, place, value)
        if place:
            yield _without(whole, place)
        yield _with(whole, place, "@").replace(b'"@"', b"[" * 100_000)


def _places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield above
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield from _places(member, (*above, key))


def _with(whole: Any, place: tuple[Any, ...], value: Any) -> bytes:
    if not place:
        return json.dumps(value).encode()
    changed, holder = _holder(whole, place)
    holder[place[-1]] = value
    return json.dumps(changed).encode()


def _without(whole: Any, place: tuple[Any, ...]) -> bytes:
    changed, holder = _holder(whole, place)
    del holder[place[-1]]
    return json.dumps(changed).encode()


def _holder(whole: Any, place: tuple[Any, ...]) -> tuple[Any, Any]:
    changed = holder = copy.deepcopy(whole)
    for key in place[:-1]:
        holder = holder[key]
    return changed, holder
