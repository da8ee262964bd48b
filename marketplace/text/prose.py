"""Messages of ours, which quote what they talk about in backticks, as HTML."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.text.hidden import reveal

_QUOTED = re.compile(r"`([^`]+)`")


def render_prose(message: str) -> SafeString:
    """Return `message` escaped, its quotations as code, and what hides in it marked."""
    parts = (
        format_html("<code>{}</code>", reveal(part)) if place % 2 else reveal(part)
        for place, part in enumerate(_QUOTED.split(message))
    )
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
