"""Word documents (ECMA-376) as Markdown, through the plain HTML that mammoth makes of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import mammoth

from packformat.codes import FORMAT
from packformat.convert import hypertext
from packformat.convert.package import open_package
from packformat.convert.result import Converted, Loss

if TYPE_CHECKING:
    from packformat.convert.package import Package

_WHAT = "a Word document"
_BODY = "word/document.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
p[style-name='Source Code'] => pre:separator('\\n')
r[style-name='Verbatim Char'] => code
"""
"""Beside what mammoth knows: Word's own names for quotations and deeper lists, and those of pandoc."""


def convert(data: bytes) -> Converted:
    """Headings, lists, tables, links, footnotes; what Word shows beyond the text is told."""
    package = open_package(data, _WHAT, "word")
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, OSError, TypeError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=repr(error)) from None
    converted = hypertext.from_html(html)
    if not converted.markdown.strip():
        raise FORMAT.error("E_CONVERT_EMPTY", what=_WHAT)
    return Converted(converted.markdown, (*converted.losses, *_losses(package)))


def _losses(package: Package) -> list[Loss]:
    """What mammoth passes over without a word, seen by counting the document's elements."""
    shown = [
        ("comment", package.count("word/comments.xml", "comment"), "comments"),
        ("deleted-text", package.count(_BODY, "del", "moveFrom"), "places"),
        ("equation", package.count(_BODY, "oMath"), "in all"),
        ("drawing", package.count(_BODY, "relIds"), "diagrams"),
        ("drawing", package.count(_BODY, "OLEObject"), "embedded objects"),
        ("chart", package.count(_BODY, "chart"), "charts"),
        ("form", package.count(_BODY, "ffData"), "fields"),
    ]
    losses = [Loss(kind, "", _counted(kind, count, words)) for kind, count, words in shown if count]
    headers = [
        name
        for name in package.names
        if name.startswith(("word/header", "word/footer")) and package.count(name, "t")
    ]
    return [*losses, *([Loss("page-header", "", f"{len(headers)} in all")] if headers else [])]


def _counted(kind: str, count: int, words: str) -> str:
    text = f"{count} {words}"
    return f" ({text})" if kind == "chart" else text
