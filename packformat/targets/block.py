"""Our part of a file of lines (Markdown, TOML): one block between two comments, at the end of the file."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.merge import merge
from packformat.targets.ours import Ours, Renewed, line_end, without

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGIN, _END = (
    "ctxpack: from here on it is what packs bring; lines that you change stay yours",
    "ctxpack: end",
)
_KEPT = "the lines between the marks of ctxpack"
_SERVERS = "mcp_servers"


def renew_block(path: str, text: str | None, was: Ours | None, parts: Mapping[str, str]) -> Renewed:
    """The text with exactly these parts in its block; raises E_SHARED_FILE or E_CONFLICT_SERVER."""
    whole = text or ""
    begin, end = (f"<!-- {mark} -->" if path.endswith(".md") else f"# {mark}" for mark in (_BEGIN, _END))
    if was is not None and was.text in whole and was.parts == parts:
        return Renewed(text, was)
    rest = whole if was is None else without(whole, was.text)
    edited = None if rest is not None else _span(whole, begin, end)
    foreign = (
        rest if rest is not None else whole if edited is None else whole[: edited[0]] + whole[edited[1] :]
    )
    if path.endswith(".toml") and parts:
        parts = _not_there(path, foreign, parts)
    block = _block(begin, end, parts, line_end(text))
    if was is not None and edited is not None:
        renewed = _merge(whole, edited, was, block, parts)
    elif was is not None and rest is not None:
        renewed = _replace(whole, was, block, parts, begin)
    else:
        renewed = _append(text, block, parts)
    if path.endswith(".toml") and parts and renewed.text is not None:
        _read(path, renewed.text)
    return renewed


def _block(begin: str, end: str, parts: Mapping[str, str], newline: str) -> str:
    if not parts:
        return ""
    lines = f"{begin}\n" + "\n".join(parts[key] for key in sorted(parts)) + f"{end}\n"
    return lines.replace("\n", newline)


def _append(text: str | None, block: str, parts: Mapping[str, str]) -> Renewed:
    if not block:
        return Renewed(text, None)
    newline = line_end(text)
    gap = newline if text else ""
    if text and not text.endswith("\n"):
        gap += newline
    return Renewed((text or "") + gap + block, Ours(gap + block, parts, text is None))


def _replace(whole: str, was: Ours, block: str, parts: Mapping[str, str], begin: str) -> Renewed:
    """Put the new block where the old one stands, or take the file back to how it was."""
    at = whole.rfind(was.text)
    above, below = whole[:at], whole[at + len(was.text) :]
    new = was.text[: was.text.find(begin)] + block if block else ""
    if not new and below and above and not above.endswith("\n"):
        new = line_end(whole)  # else what was written below our block would go on the last line above it
    after = above + new + below
    if not block:
        return Renewed(None if was.made and not after else after, None)
    return Renewed(after, Ours(new, parts, was.made))


def _merge(whole: str, span: tuple[int, int], was: Ours, block: str, parts: Mapping[str, str]) -> Renewed:
    """Merge what the user has changed in the block; where that conflicts, it stays as they have it."""
    start, stop = span
    mine = whole[start:stop]
    gap = was.text[: len(was.text) - len(was.text.lstrip("\r\n"))]
    base = was.text[len(gap) :]
    sides = (side.encode("utf-8", "surrogateescape") for side in (base, mine, block))
    merged = merge(*sides)
    kept = mine if merged is None else merged.decode("utf-8", "surrogateescape")
    after = whole[:start] + kept + whole[stop:]
    return Renewed(after, Ours(gap + block, parts, was.made) if block else None, (_KEPT,))


def _span(whole: str, begin: str, end: str) -> tuple[int, int] | None:
    """Where the block is, from its first mark to the end of the line of its last."""
    start = whole.rfind(begin)
    stop = whole.find(end, start) if start >= 0 else -1
    if stop < 0:
        return None
    newline = whole.find("\n", stop)
    return start, len(whole) if newline < 0 else newline + 1


def _not_there(path: str, rest: str, parts: Mapping[str, str]) -> dict[str, str]:
    """The servers that the rest of the file does not name just as we would; raises E_CONFLICT_SERVER."""
    there = _read(path, rest).get(_SERVERS, {})
    if not isinstance(there, dict):
        raise FORMAT.error("E_SHARED_FILE", path=path, reason=f"`{_SERVERS}` is not a table")
    for key, text in parts.items():
        if key in there and there[key] != tomllib.loads(text)[_SERVERS][key]:
            raise FORMAT.error("E_CONFLICT_SERVER", path=path, server=key)
    return {key: text for key, text in parts.items() if key not in there}


def _read(path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FORMAT.error("E_SHARED_FILE", path=path, reason=f"it is not TOML, {error}") from None
