"""Characters a reader cannot see, as marks in HTML; `registry.hidden` says which they are."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from registry.hidden import describe, split_hidden


def reveal(text: str) -> SafeString:
    """Return `text` escaped for HTML, each hidden run replaced by a mark that says what is there."""
    parts = (_mark(run.text) if run.hidden else escape(run.text) for run in split_hidden(text))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _mark(hidden: str) -> str:
    return format_html('<mark class="hidden-text">{}</mark>', describe(hidden))
