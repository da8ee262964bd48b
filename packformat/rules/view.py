"""A pack as rules look at it: its files by path, and what follows from them, computed once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.component import readable
from packformat.derive import derive_manifest
from packformat.errors import CtxpackError
from packformat.frontmatter import FrontMatter, read_frontmatter
from packformat.manifest import Manifest, read_manifest
from packformat.parts import components_of
from packformat.paths import MANIFEST_PATH
from packformat.powers.find import search_powers, value_of
from packformat.rules.budget import MOST_FOR_PHRASES, Budget, budget_for
from packformat.rules.textfile import TextFile, texts_of
from packformat.texts import decode_utf8, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from packformat.archive import Entry
    from packformat.component import Component, Made
    from packformat.powers.find import Search
    from packformat.powers.value import Powers

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MARKDOWN_KINDS = ("agent", "command", "style")


class Document(NamedTuple):
    """A component written in Markdown: its path, its kind, its front matter, or why that cannot be read."""

    path: str
    kind: str
    name: str
    front: FrontMatter | None
    error: CtxpackError | None


class PackView:
    """The files of a pack, and what the rules read out of them.

    ``folder`` names a pack without a manifest; ``ignorable_rules`` are those that an author may leave out;
    ``inferred`` is what the build that made the manifest had to guess, ``search`` the powers that it found.
    ``kept`` is for what rules work out and ask for again, by what they ask with.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        folder: str = "",
        *,
        ignorable_rules: Iterable[str] = (),
        inferred: tuple[str, ...] = (),
        search: Search | None = None,
    ):
        self._inferred_by_build = inferred
        self._search = search
        self.ignorable_rules = frozenset(ignorable_rules)
        self.files = {entry.path: entry for entry in sorted(entries)}
        self._folder = folder
        self.kept: dict[object, list[Any]] = {}
        self.tests: dict[str, bool] = {}
        self.naming: dict[str, list[TextFile]] = {}
        self.given_up: set[str] = set()
        self.not_read: set[str] = set()
        self._json: dict[str, tuple[Any, CtxpackError | None]] = {}

    @cached_property
    def components(self) -> list[Component]:
        """The pack's components in their order."""
        return components_of(self.files.values())

    def readable(self, kind: str, read: Callable[[str, bytes], Made]) -> Iterable[tuple[str, Made]]:
        """The components of a kind that `packformat.component.readable` has, with their paths; read once."""
        if (kind, read) not in self.kept:
            own = {part.path: self.files[part.path].data for part in self.components if part.kind == kind}
            self.kept[kind, read] = list(readable(own, kind, read).items())
        return self.kept[kind, read]

    @cached_property
    def documents(self) -> list[Document]:
        """The components that are Markdown with front matter, read once."""
        kept = {path: (kind, name) for path, kind, name in reversed(list(self._markdown_files()))}
        return [self._document(path, *kept[path]) for path in reversed(kept)]

    @property
    def texts(self) -> list[TextFile]:
        """The files that are text and that rules read."""
        return self._texts[0]

    @property
    def unread(self) -> list[str]:
        """The paths of texts that no rule reads, because the pack holds more than all rules read."""
        return self._texts[1]

    @cached_property
    def _texts(self) -> tuple[list[TextFile], list[str]]:
        return texts_of(self.files.values())

    def text(self, path: str) -> str:
        """What a file says, with a mark for each byte that is not UTF-8."""
        return self.files[path].data.decode("utf-8", "replace")

    def line_of(self, path: str, word: str) -> int:
        """The number of the first line that holds a word; 0 when none does."""
        before, found, _ = self.files[path].data.partition(word.encode("utf-8", "replace"))
        return before.count(b"\n") + 1 if found and word else 0

    def json(self, path: str) -> tuple[Any, CtxpackError | None]:
        """The value of a JSON file, or the reason why there is none."""
        if path not in self._json:
            try:
                self._json[path] = read_json(path, self.files[path].data), None
            except CtxpackError as error:
                self._json[path] = None, error
        return self._json[path]

    @cached_property
    def manifest(self) -> Manifest | None:
        """The manifest, written or derived; None when it has problems."""
        return self._read[0]

    @cached_property
    def manifest_problems(self) -> list[CtxpackError]:
        """Everything that is wrong with the manifest."""
        return self._read[1]

    @cached_property
    def inferred(self) -> tuple[str, ...]:
        """What was inferred for a pack that came without a manifest."""
        return self._read[2]

    @cached_property
    def search(self) -> Search:
        """Every power that the files give, with the file that gives it."""
        return self._search or search_powers(self.files.values())

    @cached_property
    def budget(self) -> Budget:
        """What rules that look further than at each file once may still take."""
        return budget_for(self.files.values(), self.texts, self.search.looked_at)

    @cached_property
    def for_phrases(self) -> Budget:
        """The part of it that phrases may take."""
        return Budget(MOST_FOR_PHRASES, self.budget)

    @cached_property
    def powers(self) -> Powers:
        """What the pack can do, whatever its manifest says."""
        return value_of(self.search.found)

    @cached_property
    def _read(self) -> tuple[Manifest | None, list[CtxpackError], tuple[str, ...]]:
        if MANIFEST_PATH in self.files:
            manifest, problems = read_manifest(self.files[MANIFEST_PATH].data)
            return manifest, problems, self._inferred_by_build
        try:
            files = {path: entry.data for path, entry in self.files.items()}
            derived = derive_manifest(files, self._folder, self.powers)
        except CtxpackError as error:
            return None, [error], ()
        return derived.manifest, [], derived.inferred

    def _markdown_files(self) -> Iterator[tuple[str, str, str]]:
        for component in self.components:
            if component.kind == "skill":
                path = f"{component.path}SKILL.md"
                yield (
                    (path if path in self.files else f"{component.path}skill.md"),
                    "skill",
                    component.name,
                )
            elif component.kind in _MARKDOWN_KINDS:
                yield component.path, component.kind, component.name

    def _document(self, path: str, kind: str, name: str) -> Document:
        try:
            text = decode_utf8(path, self.files[path].data.removeprefix(_BYTE_ORDER_MARK))
            return Document(path, kind, name, read_frontmatter(path, text), None)
        except CtxpackError as error:
            return Document(path, kind, name, None, error)
