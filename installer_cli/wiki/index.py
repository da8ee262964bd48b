"""The index: what an agent reads first; the same pages always give the same bytes."""

from __future__ import annotations

from installer_cli.console import counted
from packformat.wiki.layout import INDEX, PAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.wiki.wiki import Wiki
    from packformat.wiki.pages import Page

_MARK = "<!-- made by `ctxpack wiki index`: change the pages, not this file -->"


def index_text(wiki: Wiki) -> str:
    """Pages by type, in the schema's order, and by title, each with its first sentence, sources and day.

    The first line says which program makes the file; one that is there stays, so that two may agree.
    """
    first = (wiki.text(INDEX) or "").partition("\n")[0]
    mark = first if first.startswith("<!--") and first.endswith("-->") else _MARK
    lines = [mark, "# Index", "", f"{len(wiki.pages)} pages from {len(wiki.sources)} sources.", ""]
    others = sorted({page.kind for page in wiki.pages} - set(wiki.kinds))
    for kind in (*wiki.kinds, *others):
        pages = sorted((page for page in wiki.pages if page.kind == kind), key=_by_title)
        if pages:
            lines += [f"## {kind or 'no type'}", "", *(_entry(page) for page in pages), ""]
    return "\n".join(lines)


def _by_title(page: Page) -> tuple[str, str]:
    return page.title.lower(), page.slug


def _entry(page: Page) -> str:
    cited = len({citation.source for citation in page.citations()})
    about = f"{counted(cited, 'source')}, {page.fields.get('updated', 'undated')}"
    return f"- [{page.title}]({PAGES}/{page.slug}.md): {page.first_sentence()} ({about})"
