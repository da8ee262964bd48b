"""What is found in texts, and how it is shown: by every command that searches files."""

from __future__ import annotations

from packformat.fulltext import Finder, passages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer_cli.console import Console
    from packformat.fulltext import Hit


def find_in(texts: Iterable[tuple[str, str]], query: str, limit: int) -> list[Hit]:
    """The passages of texts, each with its path, that fit a query best; raises E_FULL_TEXT."""
    named = ((path.encode("utf-8", "replace").decode("utf-8"), text) for path, text in texts)
    with Finder(entry for path, text in named for entry in passages(path, text)) as finder:
        return finder.find(query, limit)


def _heading(console: Console, hit: Hit) -> str:
    """The heading above a passage; nothing where the file has none, or where the passage is the heading."""
    is_said = hit.title == hit.place or hit.text.lstrip("# ") == hit.title
    return "" if is_said else f"{console.paint(hit.title, 'bold')}: "


def show_hits(console: Console, hits: Sequence[Hit]) -> None:
    """Print each passage with its file, its line and its heading."""
    for hit in hits:
        console.data(f"{hit.place}:{hit.line}: {_heading(console, hit)}{hit.text}")
    if not hits:
        console.note("Nothing found")
