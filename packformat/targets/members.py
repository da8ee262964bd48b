"""Our part of a JSON file: servers under one key, put in after those of the user's as one run of text.

Comments, and commas after the last member, which some agents allow, are stepped over and stay.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.codes import FORMAT
from packformat.targets.ours import Ours, Renewed, line_end, without

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/|\ufeff', re.DOTALL)
_LAST_COMMA = re.compile(r'"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])', re.DOTALL)
_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


class _Member(NamedTuple):
    """A member of an object, and where its key begins and where its value begins and ends."""

    key: str
    start: int
    value: int
    end: int


class _Document:
    """A JSON text in which the places of members are known; raises E_SHARED_FILE for what is none."""

    def __init__(self, path: str, key: str, text: str):
        self.path, self.key, self.text = path, key, text
        self.with_commas = _TOKEN.sub(_blank, text)
        self.plain = _LAST_COMMA.sub(_blank, self.with_commas)
        try:
            self.value: Any = json.loads(self.plain)
        except (ValueError, RecursionError) as error:
            raise FORMAT.error("E_SHARED_FILE", path=path, reason=f"it is not JSON, {error}") from None
        if not isinstance(self.value, dict) or not isinstance(self.value.get(key, {}), dict):
            reason = f"`{key}` is not an object" if isinstance(self.value, dict) else "it is not an object"
            raise FORMAT.error("E_SHARED_FILE", path=path, reason=reason)

    @property
    def servers(self) -> dict[str, Any]:
        """What stands under the key."""
        servers: dict[str, Any] = self.value.get(self.key, {})
        return servers

    @property
    def root(self) -> list[_Member]:
        """The members of the whole."""
        return self._members(self.plain.index("{"))

    @property
    def container(self) -> _Member | None:
        """The member under the key; the last one of that name counts, as it does for readers."""
        return next((member for member in reversed(self.root) if member.key == self.key), None)

    @property
    def inner(self) -> list[_Member]:
        """The members under the key."""
        return self._members(self.container.value) if self.container else []

    def _members(self, brace: int) -> list[_Member]:
        found: list[_Member] = []
        at = self._skip(brace + 1)
        while self.plain[at] != "}":
            key, end = _DECODER.raw_decode(self.plain, at)
            value = self._skip(self._skip(end) + 1)
            _, end = _DECODER.raw_decode(self.plain, value)
            found.append(_Member(key, at, value, end))
            at = self._skip(end)
            at = self._skip(at + 1) if self.plain[at] == "," else at
        return found

    def _skip(self, at: int) -> int:
        while self.plain[at] in _SPACE:
            at += 1
        return at

    def without(self, key: str) -> str:
        """The text without one server, and without one comma."""
        members = self.inner
        place = next(index for index, member in enumerate(members) if member.key == key)
        start, end = members[place].start, members[place].end
        while self.text[start - 1] in _SPACE:
            start -= 1
        after = end
        while self.with_commas[after] in _SPACE:
            after += 1
        if self.with_commas[after] == ",":
            return self.text[:start] + self.text[end:after] + self.text[after + 1 :]
        if not place:
            return self.text[:start] + self.text[end:]
        comma = self.with_commas.index(",", members[place - 1].end)
        return self.text[:comma] + self.text[comma + 1 : start] + self.text[end:]


def renew_members(
    path: str, key: str, text: str | None, was: Ours | None, parts: Mapping[str, str]
) -> Renewed:
    """The text with exactly these servers of ours; raises E_SHARED_FILE or E_CONFLICT_SERVER."""
    before = was if text is not None else None
    if before and text and before.parts == parts and _holds(path, key, text, before):
        return Renewed(text, before)
    rest, theirs = _take_out(path, key, text, before) if before and text else (text, ())
    wanted = _not_there(path, key, rest, {name: parts[name] for name in parts if name not in theirs})
    after, put = _put_in(path, key, rest, wanted) if wanted else (rest, "")
    made = before.made if before else text is None
    ours = Ours(put, {**wanted, **{name: parts[name] for name in theirs if name in parts}}, made)
    kept = tuple(f"the server `{name}`" for name in theirs)
    if ours.parts:
        return Renewed(after, ours, kept)
    return Renewed(None if made and _is_bare(path, key, rest) else rest, None, kept)


def _holds(path: str, key: str, text: str, was: Ours) -> bool:
    """Whether all of ours is there, be it written in another way."""
    if was.text in text:
        return True
    servers = _Document(path, key, text).servers
    return all(name in servers and servers[name] == json.loads(server) for name, server in was.parts.items())


def _take_out(path: str, key: str, text: str, was: Ours) -> tuple[str, tuple[str, ...]]:
    """The text without what is still as we wrote it, and the servers that the user has made theirs."""
    rest = without(text, was.text)
    if rest is not None and _is_blank(rest):
        return rest, ()
    document = _Document(path, key, text)
    if rest is not None:
        document = _Document(path, key, rest)
    theirs = []
    for name, server in was.parts.items():
        if name in document.servers:
            if document.servers[name] == json.loads(server):
                document = _Document(path, key, document.without(name))
            else:
                theirs.append(name)
    return document.text, tuple(theirs)


def _not_there(path: str, key: str, text: str | None, parts: Mapping[str, str]) -> dict[str, str]:
    """The servers that the file does not name just as we would; raises E_CONFLICT_SERVER."""
    there = {} if _is_blank(text) or not parts else _Document(path, key, text or "").servers
    for name, server in parts.items():
        if name in there and there[name] != json.loads(server):
            raise FORMAT.error("E_CONFLICT_SERVER", path=path, server=name)
    return {name: server for name, server in parts.items() if name not in there}


def _put_in(path: str, key: str, text: str | None, parts: Mapping[str, str]) -> tuple[str, str]:
    """The text with the servers, and what was put into it."""
    newline = line_end(text)
    inner = ",\n".join(f"    {json.dumps(name)}: {_indented(parts[name])}" for name in sorted(parts))
    holder = f"  {json.dumps(key)}: {{\n{inner}\n  }}"
    if text is None or _is_blank(text):
        at, put = len(text or ""), f"{{\n{holder}\n}}\n"
    else:
        document = _Document(path, key, text)
        if document.inner:
            at, put = document.inner[-1].end, f",\n{inner}"
        elif document.container:
            at, put = document.container.value + 1, f"\n{inner}\n  "
        elif document.root:
            at, put = document.root[-1].end, f",\n{holder}"
        else:
            at, put = document.plain.index("{") + 1, f"\n{holder}\n"
    put = put.replace("\n", newline)
    return (text or "")[:at] + put + (text or "")[at:], put


def _indented(server: str) -> str:
    return server.replace("\n", "\n    ")


def _is_blank(text: str | None) -> bool:
    return not (text or "").strip("\ufeff" + _SPACE)


def _is_bare(path: str, key: str, text: str | None) -> bool:
    """Whether nothing is left of a file but what held our servers."""
    return _is_blank(text) or _Document(path, key, text or "").value in ({}, {key: {}})


def _blank(found: re.Match[str]) -> str:
    """A comment or comma as as many spaces; a text as it is."""
    return found[0] if found[0].startswith('"') else " " * len(found[0])
