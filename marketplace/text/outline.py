"""Headings of a README, moved below the page's own and made to step down one level at a time.

A reader with a screen reader walks a page by its headings; a README starts again at level one and may skip
levels.
"""

from collections.abc import Sequence

from markdown_it.token import Token

_LOWEST = 6


def nest_headings(tokens: Sequence[Token], below: int) -> None:
    """Rewrite the level of every heading in `tokens`, in place, so that the first level is `below` + 1.

    The order and nesting of the author's headings are kept; a skipped level is closed up, and nothing goes
    below h6.
    """
    open_levels: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while open_levels and open_levels[-1] >= token.tag:
                open_levels.pop()
            open_levels.append(token.tag)
        if token.type in ("heading_open", "heading_close"):
            token.meta["level"] = min(below + len(open_levels), _LOWEST)
    for token in tokens:
        if "level" in token.meta:
            token.tag = f"h{token.meta['level']}"
