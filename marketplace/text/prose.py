"""Messages of ours, which quote what they talk about in backticks, as HTML."""

import re
from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.text.hidden import reveal

_QUOTED = re.compile(r"`([^`]+)`")


def split_quoted(message: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of `message` in order, each with whether it stood in backticks, which are left out."""
    for place, part in enumerate(_QUOTED.split(message)):
        yield part, place % 2 == 1


def render_prose(message: str) -> SafeString:
    """Return `message` escaped, its quotations as code, and what hides in it marked."""
    parts = (
        format_html("<code>{}</code>", reveal(part)) if quoted else reveal(part)
        for part, quoted in split_quoted(message)
    )
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
