"""Front matter: the YAML block at the head of skills, agents, commands and styles.

Real files are often not quite YAML. What a strict parser refuses is read line by line instead, and said so;
the author's bytes are never rewritten. Aliases, tags and double keys are refused: they are how a small file
becomes a bomb, or two readers see two files.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from packformat.codes import FORMAT
from packformat.texts import check_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

_FENCE = "---"
_LARGEST = 16 * 1024
"""Characters of front matter: more than twice the largest of about five thousand real files."""
MOST_FRONT_MATTER = 512 * 1024
"""Bytes of front matter in all pages of a pack: YAML is read at some 200 kB a second."""
_MOST_KEPT = 1000
"""Blocks kept parsed: the largest real plugin has 702 files; so many of the largest blocks are 16 MB."""
_DEEPEST = 20
_PLAIN_WORDS = {
    "mapping values are not allowed here": "a text with a colon in it is not in quotes",
    "could not find expected ':'": "a line has no colon after its name",
    "expected <block end>, but found '<scalar>'": "words stand after the quotes that end a text",
}
"""What the parser says of the slips that are frequent in real files, and how a person would say it."""
_FIELD = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


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
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return FrontMatter({}, text, 1, "")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise FORMAT.error(
            "E_FRONTMATTER", path=path, line=1, reason="the block is not closed by a line `---`"
        )
    block = "\n".join(lines[1:end])
    if len(block) > _LARGEST:
        raise FORMAT.error(
            "E_FRONTMATTER", path=path, line=1, reason=f"the block is over {_LARGEST} characters"
        )
    fields, tolerated = _read_block(path, block)
    check_surrogates(path, fields, "the front matter")
    _check_single(path, lines, end + 1)
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), end + 2, tolerated)


def check_front_matter(pages: Iterable[bytes]) -> None:
    """Raise E_TOO_LARGE for pages whose front matter would together take a reader's time away."""
    total = sum(
        len(page.partition(b"\n---")[0]) for page in pages if page[:6].lstrip(b"\xef\xbb\xbf")[:3] == b"---"
    )
    if total > MOST_FRONT_MATTER:
        what = "the front matter of all pages together"
        raise FORMAT.error("E_TOO_LARGE", what=what, limit=MOST_FRONT_MATTER, size=total)


def _check_single(path: str, lines: list[str], start: int) -> None:
    """Refuse a second block of fields right after the first: readers differ on which one counts."""
    first = next((number for number in range(start, len(lines)) if lines[number].strip()), None)
    if first is None or lines[first].rstrip() != _FENCE:
        return
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() == _FENCE:
            raise FORMAT.error(
                "E_FRONTMATTER", path=path, line=first + 1, reason="a second block follows the first"
            )
        if not _FIELD.match(lines[number]):
            return


def _read_block(path: str, block: str) -> tuple[dict[str, Any], str]:
    fields, tolerated = _parsed(path, block)
    return deepcopy(fields), tolerated


@lru_cache(_MOST_KEPT)
def _parsed(path: str, block: str) -> tuple[dict[str, Any], str]:
    """Powers, costs and rules each read the front matter of every page: YAML is parsed once."""
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
        return f"line {_line_of(error)}: {_PLAIN_WORDS.get(str(error.problem), error.problem)}"
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
