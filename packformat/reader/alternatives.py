r"""A pattern of many alternatives as searches that skip to where one of them may begin.

A search skips ahead only if the pattern begins with a character or a class of them. `\bsend|\bpost` begins
with neither, so each alternative is tried at each place; `[ps](?<!\w\w)(?:end(?<=send)|ost(?<=post))` finds
the same. Such tries were half of what the reader of passages took.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATTERN_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""One escape, one class or one character of a pattern."""
_EDGE, _PLAIN_GROUP = r"\b", ["(", "?", ":"]
_NOT_ITSELF = frozenset("^$.?*+{}()|[]\\")
_REPEATS = frozenset("?*+{")


class _Led(NamedTuple):
    """The characters with which a pattern may begin, and what has to follow and precede after one of them."""

    firsts: frozenset[str]
    rest: str


def searches(source: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of which one is found in a text wherever ``source`` is, which refers to none of its groups."""
    at_edge, anywhere, others = list[_Led](), list[_Led](), list[str]()
    for alternative in _flat(PATTERN_PART.findall(source)):
        is_edge = alternative[:1] == [_EDGE]
        led = _led(alternative[is_edge:])
        if led is None or (is_edge and not all(map(_is_of_a_word, led.firsts))):
            others.append("".join(alternative))
        else:
            (at_edge if is_edge else anywhere).append(led)
    made = (_search(at_edge, r"(?<!\w\w)"), _search(anywhere, ""), "|".join(others))
    return tuple(map(re.compile, filter(None, made)))


def _search(every: list[_Led], before: str) -> str:
    firsts = frozenset[str]().union(*(led.firsts for led in every))
    rest = "|".join(led.rest for led in every)
    return f"[{_escaped(firsts)}]{before}(?:{rest})" if every else ""


def _flat(parts: Sequence[str]) -> Iterator[list[str]]:
    """The alternatives of a pattern, and those of one that is nothing but alternatives in brackets."""
    for alternative in _split(parts):
        if alternative[:3] == _PLAIN_GROUP and _closing(alternative) == len(alternative) - 1:
            yield from _flat(alternative[3:-1])
        else:
            yield alternative


def _split(parts: Sequence[str]) -> list[list[str]]:
    found, depth = [list[str]()], 0
    for part in parts:
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found


def _closing(parts: Sequence[str]) -> int:
    """Where the bracket is closed with which a pattern begins."""
    depths = accumulate((part == "(") - (part == ")") for part in parts)
    return next(number for number, depth in enumerate(depths) if depth == 0)


def _led(alternative: list[str]) -> _Led | None:
    """An alternative without its first character; None if that may be one of many, or may be missing."""
    if alternative[:3] == _PLAIN_GROUP:
        end = _closing(alternative)
        inner = [_led(part) for part in _split(alternative[3:end])]
        led = [one for one in inner if one]
        if len(led) < len(inner) or _is_repeated(alternative, end):
            return None
        firsts = frozenset[str]().union(*(one.firsts for one in led))
        return _Led(firsts, f"(?:{'|'.join(one.rest for one in led)}){''.join(alternative[end + 1 :])}")
    run = _run(alternative)
    if not run:
        return None
    behind = _escaped(run)
    return _Led(
        frozenset(run[:1]),
        f"{behind[len(_escaped(run[0])) :]}(?<={behind}){''.join(alternative[len(run) :])}",
    )


def _run(alternative: list[str]) -> list[str]:
    """The characters that stand for themselves at the beginning of an alternative."""
    run = list[str]()
    for number, part in enumerate(alternative):
        char = part[-1]
        is_itself = part not in _NOT_ITSELF if len(part) == 1 else part[0] == "\\" and not char.isalnum()
        if not is_itself or _is_repeated(alternative, number):
            break
        run.append(char)
    return run


def _is_repeated(parts: Sequence[str], number: int) -> bool:
    return not _REPEATS.isdisjoint(parts[number + 1 : number + 2])


def _is_of_a_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _escaped(chars: Sequence[str] | frozenset[str]) -> str:
    return "".join(map(re.escape, sorted(chars) if isinstance(chars, frozenset) else chars))
