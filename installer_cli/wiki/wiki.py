"""A wiki as it stands in its folder, and how its files are written."""

from __future__ import annotations

import os
from typing import NamedTuple

from installer_cli.errors import ERRORS
from installer_cli.project import Project
from installer_cli.readfile import read_file
from installer_cli.whole import write_whole
from packformat.errors import UNREADABLE, why_unreadable
from packformat.jsontext import parse_json
from packformat.wiki.layout import LOG, PAGES, RAW, REGISTER, SCHEMA
from packformat.wiki.pages import Page, items, read_page, split_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVED_LOG = "log-archive.md"
_MEMORIES = ".claude/memory"
_NO_NAME = frozenset("/\\\0")


class Source(NamedTuple):
    """One entry of the register: a file of `raw/`, and the digest that it must keep."""

    id: str
    file: str
    digest: str
    date: str
    ingested: str
    title: str


class Wiki:
    """Reads once; what is changed afterwards is read by a new one."""

    def __init__(self, folder: str):
        self.folder = folder
        schema = self.text(SCHEMA)
        if schema is None:
            raise ERRORS.error("E_WIKI_NONE", place=f"in {folder}")
        self.schema, _, _ = split_fields(schema)
        self.sources = list(self._sources())
        self.pages = list(self._pages())
        self.log = (self.text(ARCHIVED_LOG) or "") + (self.text(LOG) or "")

    @property
    def kinds(self) -> list[str]:
        """The types of pages, in the schema's order."""
        return items(self.schema.get("types", ""))

    @property
    def unsourced(self) -> list[str]:
        """Types of pages that only lead on, and so need neither sources nor a link to them."""
        return items(self.schema.get("without-sources", ""))

    def data(self, path: str) -> bytes | None:
        """The bytes of a file of the wiki; None when it is not there."""
        try:
            return read_file(f"{self.folder}/{path}")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def text(self, path: str) -> str | None:
        """The text of a file; what is no UTF-8 in it is shown as such and breaks nothing."""
        data = self.data(path)
        return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all; raises E_TARGET_LINK where a link would lead out of the wiki."""
        Project(self.folder).check_no_links(path)
        write_whole(f"{self.folder}/{path}", data)

    def targets(self, page: Page) -> Iterator[str]:
        """The slugs of the pages that a page links to, existing or not."""
        for link in page.links():
            path = os.path.normpath(f"{PAGES}/{link.target}")
            if os.path.dirname(path) == PAGES and path.endswith(".md"):
                yield os.path.basename(path).removesuffix(".md")

    def _sources(self) -> Iterator[Source]:
        register = self.data(REGISTER)
        if register is None:
            return
        try:
            for entry in parse_json(register)["sources"]:
                source = Source(**{field: str(entry[field]) for field in Source._fields})
                if source.file in ("", ".", "..") or not _NO_NAME.isdisjoint(source.file):
                    raise ValueError(f"`{source.file}` is not a file in `{RAW}`")
                yield source
        except UNREADABLE as error:
            raise ERRORS.error(
                "E_WIKI_REGISTER", path=f"{self.folder}/{REGISTER}", reason=why_unreadable(error)
            ) from None

    def _pages(self) -> Iterator[Page]:
        folder = f"{self.folder}/{PAGES}"
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if name.endswith(".md"):
                slug = name.removesuffix(".md").encode("utf-8", "replace").decode("utf-8")
                yield read_page(slug, self.text(f"{PAGES}/{name}") or "")


def find_wiki(project: Project, folder: str | None) -> Wiki:
    """The named wiki, else the one in the working folder, else the only one among the project's memories.

    Raises E_WIKI_NONE, or E_WIKI_MANY naming those there are.
    """
    if folder is not None:
        return Wiki(folder.rstrip("/"))
    if os.path.isfile(SCHEMA):
        return Wiki(os.getcwd())
    found = sorted(_wikis(project.path(_MEMORIES)))
    if len(found) > 1:
        raise ERRORS.error("E_WIKI_MANY", count=len(found), reasons=found)
    if not found:
        raise ERRORS.error("E_WIKI_NONE", place="in this project's memories")
    return Wiki(found[0])


def _wikis(memories: str) -> Iterator[str]:
    for folder, _, files in os.walk(memories):
        if SCHEMA in files:
            yield folder
