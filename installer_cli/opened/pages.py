"""The pages of a pack: what it is and costs, each of its texts, and what a search in them finds."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from installer_cli.consent import powers_in_words
from installer_cli.knowledge.hits import find_in
from installer_cli.knowledge.loaded import ALWAYS, ON_DEMAND
from installer_cli.opened.text import MOST_LINES, lines_of, reveal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer_cli.opened.pack import OpenPack
    from packformat.fulltext import Hit

MOST_HITS = 20
NAME_ERRORS = "surrogateescape"
"""How the bytes of a name that is no UTF-8 are kept, as Python has them from the disk."""
STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
body { overflow-wrap: anywhere; }
ol { font-family: ui-monospace, monospace; padding-left: 4rem; }
li span, li b { white-space: pre-wrap; }
li:target { outline: 2px solid; }
header form { display: inline; }
mark { padding: 0 .2em; }
td, th { text-align: left; padding-right: 1rem; vertical-align: top; }
"""


class Pages:
    """The pages of one pack, all of whose addresses begin with ``top``, which ends with a slash."""

    def __init__(self, pack: OpenPack, top: str):
        self._pack = pack
        self._top = top

    def page(self, place: str, query: str) -> str | None:
        """The page at a place below ``top``; None where there is none."""
        if place == "":
            return self._front()
        if place == "search":
            return self._found(query)
        path = place.removeprefix("files/")
        return self._text(path) if path != place and path in self._pack.texts else None

    def _front(self) -> str:
        pack = self._pack
        sums = {
            when: sum(item.tokens for item in pack.loaded if item.when == when)
            for when in (ALWAYS, ON_DEMAND)
        }
        costs = f"About {sums[ALWAYS]:,} tokens in every session, {sums[ON_DEMAND]:,} more when needed."
        return self._framed(
            pack.name,
            [
                f"<h1>{reveal(pack.name)} {reveal(pack.version)}</h1>",
                "<h2>What it may do</h2>",
                *(self._powers() or ["<p>Nothing beyond what is read.</p>"]),
                "<h2>What is loaded</h2>",
                f"<p>{costs}</p>",
                *_table(
                    ("when", "tokens", "what", "file"),
                    (
                        (reveal(item.when), f"{item.tokens:,}", reveal(item.what), self._link(item.path))
                        for item in pack.loaded
                    ),
                ),
                "<h2>Files</h2>",
                *_list([self._link(path) for path in sorted([*pack.texts, *pack.others])]),
            ],
        )

    def _powers(self) -> list[str]:
        return [
            line
            for sentence, items in powers_in_words(self._pack.powers)
            for line in (f"<p>{reveal(sentence)}</p>", *_list(map(reveal, items)))
        ]

    def _text(self, path: str) -> str:
        text = self._pack.texts[path]
        rest = text.removesuffix("\n").count("\n") + 1 - MOST_LINES
        more = [f"<p>{rest:,} more lines are not shown.</p>"] if rest > 0 else []
        lines = lines_of(path, text, self._address)
        return self._framed(path, [f"<h1>{reveal(path)}</h1>", "<ol>", *lines, "</ol>", *more])

    def _found(self, query: str) -> str:
        hits = find_in(self._pack.texts.items(), query, MOST_HITS)
        rows = [f"{self._place(hit)} <b>{reveal(hit.title)}</b><br>{reveal(hit.text)}" for hit in hits]
        said = _list(rows) if rows else ["<p>Nothing found.</p>"]
        return self._framed("search", [f"<h1>{reveal(query) or 'Search'}</h1>", *said], query)

    def _place(self, hit: Hit) -> str:
        """Where a hit is; a file whose name is no UTF-8 is found, and only the front page leads to it."""
        address, shown = self._address(hit.place), f"{reveal(hit.place)}:{hit.line}"
        return f'<a href="{escape(address)}#L{hit.line}">{shown}</a>' if address else shown

    def _link(self, path: str) -> str:
        address = self._address(path)
        return f'<a href="{escape(address)}">{reveal(path)}</a>' if address else f"{reveal(path)} (no text)"

    def _address(self, path: str) -> str:
        """Where a file is shown; a name that is no UTF-8 leads there, too, by the bytes that it has."""
        name = quote(path, errors=NAME_ERRORS)
        return f"{self._top}files/{name}" if path in self._pack.texts else ""

    def _framed(self, title: str, body: Iterable[str], query: str = "") -> str:
        name, top = reveal(self._pack.name), escape(self._top)
        return "\n".join(
            [
                '<!doctype html><html lang="en"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width">',
                f'<title>{reveal(title)}</title><link rel="stylesheet" href="{top}style.css"></head><body>',
                f'<header><a href="{top}">{name}</a> <form role="search" action="{top}search">',
                f'<input type="search" name="q" aria-label="What to look for" value="{escape(query)}">',
                "<button>Search</button></form></header><main>",
                *body,
                "</main></body></html>",
            ]
        )


def _list(items: Iterable[str]) -> list[str]:
    return ["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"]


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"<table><tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</table>"
