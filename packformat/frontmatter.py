"""Front matter: the YAML block at the head of skills, agents, commands and styles.

Real files are often not quite YAML. What a strict parser refuses is read line by line instead, and said so;
the author's bytes are never rewritten. Aliases, tags and double keys are refused: they are how a small file
becomes a bomb, or two readers see two files.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, NamedTuple

import yaml

from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.texts import check_surrogates

_FENCE = "---"
_LARGEST = 16 * 1024
"""Characters of front matter: more than twice the largest of about five thousand real files."""
_MOST_KEPT = 512 * 1024
"""Characters of blocks kept parsed: as many as the pages of one pack may have together (`work`)."""
_DEEPEST = 20
_PLAIN_WORDS = {
    "mapping values are not allowed here": "a text with a colon in it is not in quotes",
    "could not find expected ':'": "a line has no colon after its name",
    "expected <block end>, but found '<scalar>'": "words stand after the quotes that end a text",
    "expected <block end>, but found '['": "more stands after a list in square brackets",
    "expected <block end>, but found '<block mapping start>'": "a line is further in than those before it",
    "expected <block end>, but found '-'": "a list begins where a text has begun",
    "expected <block end>, but found ','": "a comma stands after a list or a text that has ended",
}
_ELSE = "a sign in it means something else to a program"
"""What the parser says of the slips that are frequent in real files, and how a person would say it."""
_CLOSING = re.compile(r"\n---[^\S\n]*(?:\n|\Z)")
_SECOND = re.compile(
    r"\s*?^(---)[^\S\n]*\n(?:[A-Za-z_][\w-]*:(?:[^\S\n][^\n]*)?\n)*+---[^\S\n]*$", re.MULTILINE
)
"""After empty lines a fence, lines that each set a field, and a fence."""


_Known = tuple[dict[str, Any], str] | CtxpackError
"""What a block was parsed to and why leniently, or why it was refused."""


class FrontMatter(NamedTuple):
    """The fields, the text after them, the line on which that text starts, and why reading was lenient."""

    fields: dict[str, Any]
    body: str
    body_line: int
    tolerated: str


class _Loader(yaml.SafeLoader):
    """YAML without aliases, tags and double keys."""

    path = ""
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
        line = event.start_mark.line + 2
        if isinstance(event, yaml.AliasEvent):
            raise FORMAT.error("E_YAML_ALIAS", path=self.path, line=line)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise FORMAT.error("E_YAML_TAG", path=self.path, line=line, tag=tag)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FORMAT.error("E_MANIFEST_DEPTH", path=self.path, limit=_DEEPEST)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                where = f" (line {key.start_mark.line + 2})"
                raise FORMAT.error("E_DUPLICATE_KEY", path=self.path, key=key.value, where=where)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def read_frontmatter(path: str, text: str) -> FrontMatter:
    """Split a Markdown file into fields and body; no front matter gives no fields.

    Raises E_FRONTMATTER when the block is not closed, too large, or followed by a second one; E_YAML_ALIAS,
    E_YAML_TAG, E_DUPLICATE_KEY, E_MANIFEST_DEPTH, E_MANIFEST_ENCODING.
    """
    text = text.removeprefix("\ufeff")
    first, _, _ = text.partition("\n")
    if first.rstrip() != _FENCE:
        return FrontMatter({}, text, 1, "")
    end = _CLOSING.search(text)
    if end is None:
        raise FORMAT.error(
            "E_FRONTMATTER", path=path, line=1, reason="the block is not closed by a line `---`"
        )
    block = text[len(first) + 1 : end.start()]
    if len(block) > _LARGEST:
        raise FORMAT.error(
            "E_FRONTMATTER", path=path, line=1, reason=f"the block is over {_LARGEST} characters"
        )
    fields, tolerated = _read_block(path, block)
    check_surrogates(path, fields, "the front matter")
    body, line = text[end.end() :], text.count("\n", 0, end.end()) + 1
    _check_single(path, body, line)
    return FrontMatter(fields, body, line, tolerated)


def _check_single(path: str, body: str, line: int) -> None:
    """Refuse a second block of fields right after the first: readers differ on which one counts."""
    second = _SECOND.match(body)
    if second:
        line += body.count("\n", 0, second.start(1))
        raise FORMAT.error("E_FRONTMATTER", path=path, line=line, reason="a second block follows the first")


def _read_block(path: str, block: str) -> tuple[dict[str, Any], str]:
    """Powers, costs and rules each read the front matter of every page: YAML is parsed once."""
    known = _KEPT.parsed(path, block)
    if isinstance(known, CtxpackError):
        raise _again(known)
    fields, tolerated = known
    return deepcopy(fields), tolerated


def _parsed_or_refused(path: str, block: str) -> _Known:
    try:
        return _parsed(path, block)
    except CtxpackError as error:
        return _again(error)


def _again(error: CtxpackError) -> CtxpackError:
    """The same error without what its traceback holds."""
    return type(error)(error.code, error.message, error.hint, error.data)


def _parsed(path: str, block: str) -> tuple[dict[str, Any], str]:
    try:
        value = _load(path, block)
    except yaml.composer.ComposerError as error:
        raise FORMAT.error(
            "E_FRONTMATTER", path=path, line=_line_of(error), reason="a second document follows the first"
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _read_lines(block), _reason(error)
    if value is None:
        return {}, ""
    if not isinstance(value, dict):
        return _read_lines(block), "it is not a list of `name: value` lines"
    return {str(key): item for key, item in value.items()}, ""


class _Kept:
    """Blocks with what they were parsed to, begun anew when `_MOST_KEPT` is reached.

    Threads may share it: at worst a block is parsed twice, or one too many is kept.
    """

    def __init__(self) -> None:
        self._blocks: dict[tuple[str, str], _Known] = {}
        self._size = 0

    def parsed(self, path: str, block: str) -> _Known:
        """What `_parsed` gives or raises, which nobody may change."""
        known = self._blocks.get((path, block))
        if known is None:
            known = _parsed_or_refused(path, block)
            if self._size + len(block) > _MOST_KEPT:
                self._blocks, self._size = {}, 0
            self._blocks[path, block] = known
            self._size += len(block)
        return known


_KEPT = _Kept()


def _load(path: str, block: str) -> object:
    loader = _Loader(block)
    loader.path = path
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _line_of(error: yaml.MarkedYAMLError) -> int:
    return error.problem_mark.line + 2 if error.problem_mark else 1


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {_line_of(error)}: {_PLAIN_WORDS.get(str(error.problem), _ELSE)}"
    return "it is not YAML"


def _read_lines(block: str) -> dict[str, Any]:
    """Read ``key: rest of the line``; indented lines continue the value before them."""
    fields: dict[str, Any] = {}
    last = ""
    for line in block.split("\n"):
        key, colon, rest = line.partition(":")
        if line[:1].isspace() and last:
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        elif colon and key.strip() and " " not in key.strip():
            last = key.strip()
            fields[last] = rest.strip().strip("'\"")
    return fields
