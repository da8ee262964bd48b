"""A pack's Markdown as safe HTML.

Two walls, either of which would do: the parser knows no raw HTML, so tags come out as the text they are, and
nh3 (ammonia) then cuts the result down to an allow-list. Nothing that loads by itself passes: no image, no
frame, no style. Links lead to `https`, `http` or `mailto`, say where they lead, and carry
`rel="ugc nofollow noopener"`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from marketplace.text.hidden import reveal
from marketplace.text.outline import nest_headings
from registry.hidden import reveal_plain

MAX_CHARACTERS = 200_000
"""A longer text is cut here, with a sentence that says so: a page is read by people."""

_CUT_NOTE = "\n\n*The rest is not shown here: this file is long. Install the pack to read all of it.*\n"
_SCHEMES = {"https", "http", "mailto"}
# A user name before the host only ever serves to look like another host; such an address stays text.
_TARGET = re.compile(r"(?:https?://(?P<host>[a-z0-9.-]+)(?::\d+)?(?:[/?#].*)?|mailto:.+)", re.IGNORECASE)
_TAGS = {
    *("h3", "h4", "h5", "h6", "p", "hr", "blockquote", "pre", "div", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "br", "code", "del", "em", "mark", "s", "small", "span", "strong"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_ATTRIBUTE_VALUES = {
    "mark": {"class": {"hidden-text"}},
    "span": {"class": {"no-image"}},
    "div": {"class": {"scroll"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "th": {"class": {"end", "centre"}},
    "td": {"class": {"end", "centre"}},
}
_CELL_CLASSES = {"text-align:right": "end", "text-align:center": "centre"}


@lru_cache(maxsize=64)
def render_markdown(text: str, below: int = 2) -> SafeString:
    """Return `text` as HTML fit to stand under a heading of level `below` (1 to 5).

    The answer depends on the arguments alone, so the last 64 are kept: a page seen twice is rendered once.
    """
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS] + _CUT_NOTE
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    nest_headings(tokens, below)
    html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return mark_safe(_sanitise(html))  # noqa: S308 - the allow-list made it safe


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_ATTRIBUTE_VALUES,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel="ugc nofollow noopener",
    )


class _Renderer(RendererHTML):
    """markdown-it's HTML, with hidden characters revealed, images only named, hosts of links shown."""

    def text(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        return reveal(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        return f"<code>{reveal(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        return f'<pre tabindex="0"><code>{reveal(tokens[idx].content)}</code></pre>\n'

    fence = code_block

    def image(self, tokens: Sequence[Token], idx: int, *context: Any) -> str:
        alt = self.renderInlineAsText(tokens[idx].children, *context).strip()
        return f'<span class="no-image">image not shown{": " if alt else ""}{reveal(alt)}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        href = _allowed_target(tokens[idx])
        return f'<a href="{escape(href)}">' if href else "<span>"

    def link_close(self, tokens: Sequence[Token], idx: int, *context: Any) -> str:
        opening = _opening_of(tokens, idx)
        href = _allowed_target(tokens[opening])
        if not href:
            return "</span>"
        inside = tokens[opening + 1 : idx]
        words = self.renderInlineAsText(inside, *context).strip()
        shows_something = words or any(token.type == "image" for token in inside)
        label = "" if shows_something else escape(reveal_plain(href))
        return f"{label}</a>{_destination(href, words)}"

    def table_open(self, *_unused: Any) -> str:
        return '<div class="scroll" tabindex="0"><table>\n'

    def table_close(self, *_unused: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        # A header cell without words announces nothing, and checkers rightly object to it.
        return _cell(tokens[idx], "th" if tokens[idx + 1].content.strip() else "td")

    def th_close(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        return "</th>\n" if tokens[idx - 1].content.strip() else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, *_unused: Any) -> str:
        return _cell(tokens[idx], "td")


def _cell(token: Token, tag: str) -> str:
    name = _CELL_CLASSES.get(str(token.attrGet("style") or ""))
    return f'<{tag} class="{name}">' if name else f"<{tag}>"


def _allowed_target(token: Token) -> str:
    href = str(token.attrGet("href") or "")
    return href if _TARGET.fullmatch(href) else ""


def _opening_of(tokens: Sequence[Token], closing: int) -> int:
    level = tokens[closing].level
    return next(
        position
        for position in range(closing - 1, -1, -1)
        if tokens[position].type == "link_open" and tokens[position].level == level
    )


def _destination(href: str, words: str) -> str:
    """Say which host a link leads to, unless its words already do."""
    target = _TARGET.fullmatch(href)
    host = target["host"] if target else None
    return f" <small>({escape(host)})</small>" if host and host.lower() not in words.lower() else ""


def _parser() -> MarkdownIt:
    options = {"html": False, "maxNesting": 32}
    return MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable(["table", "strikethrough"])


_PARSER = _parser()
