"""What a memory imports: the files that an ``@`` in its Markdown names, which clients load with it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORT = re.compile(r"(?:^|\s)@((?:\.{1,2}/)?[\w./-]*[\w-]\.[A-Za-z]+|(?:\.{1,2}/)[\w./-]+)(?=\s|$)")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)", re.DOTALL)


class Import(NamedTuple):
    """An import: the page and line that it stands in, what is written there, and the path it leads to."""

    path: str
    line: int
    wanted: str
    target: str


def imports_of(path: str, text: str) -> Iterator[Import]:
    """What a Markdown file imports, outside of code and comments."""
    text = _CODE.sub(lambda found: "\n" * found[0].count("\n") or " ", text)
    folder = posixpath.dirname(path)
    for number, line in enumerate(text.split("\n"), 1):
        for match in _IMPORT.finditer(line):
            target = posixpath.normpath(posixpath.join(folder, match[1]))
            yield Import(path, number, match[1], target)
