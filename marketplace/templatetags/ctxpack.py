"""Filters of the pages: text by strangers made honest, digests made short."""

import shlex
from typing import NamedTuple
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from marketplace.text import said as in_markdown
from marketplace.text.hidden import reveal as reveal_hidden
from marketplace.text.markdown import render_markdown
from marketplace.text.prose import render_prose
from registry.hidden import reveal_line

register = template.Library()
register.filter("said", in_markdown.said)
register.filter("cell", in_markdown.said_in_cell)
register.filter("code", in_markdown.said_as_code)
register.filter("told", in_markdown.told)
register.filter("verbatim", in_markdown.verbatim)
register.filter("indented", in_markdown.indented)
register.filter("quotation", in_markdown.quotation)

_TILES = 8


class ModelReader(NamedTuple):
    """The language model that reads what is sent: what it is called, and whether it reads private packs."""

    name: str
    reads_private: bool


@register.simple_tag
def model_reader() -> ModelReader | None:
    """Return who else reads what is sent, None where no model is switched on."""
    if not settings.CTXPACK_MODEL_READER:
        return None
    return ModelReader(settings.CTXPACK_MODEL_READER_NAME, settings.CTXPACK_MODEL_READER_PRIVATE)


@register.filter
def reveal(text: object) -> SafeString:
    """Return text by a stranger, escaped, with what hides in it marked."""
    return reveal_hidden(str(text))


@register.filter
def plain(text: object) -> str:
    """Return text by a stranger in one line, with what hides in it described in brackets."""
    return reveal_line(str(text))


@register.filter
def words(name: str) -> str:
    """The name of a form's field as words, for a page that knows no more of it."""
    return name.replace("-", " ").replace("_", " ").capitalize()


@register.filter
def readme(text: str) -> SafeString:
    """Return Markdown by a stranger as safe HTML below a heading of level two."""
    return render_markdown(text, below=2)


@register.filter
def prose(message: object) -> SafeString:
    """Return a message of ours, such as an error or a finding, with what it quotes as code."""
    return render_prose(str(message))


@register.filter
def short_digest(digest: str) -> str:
    """Return the first twelve hexadecimal digits of a digest, enough to tell releases apart by eye."""
    return digest.removeprefix("sha256:")[:12]


@register.filter
def hex(digest: str) -> str:  # noqa: A001 - the name that templates read
    """Return the hexadecimal digits of a digest."""
    return digest.removeprefix("sha256:")


@register.filter
def shell(word: str) -> str:
    """Return a text as one word of a command line."""
    return shlex.quote(word)


@register.filter
def initials(name: str) -> str:
    """Return the letters on a pack's tile: the first of its first two words."""
    return "".join(word[0] for word in name.split("-")[:2] if word)


@register.filter
def tile(name: str) -> str:
    """Return the class that colours a pack's tile: always the same for one name."""
    return f"tile-{sum(name.encode()) % _TILES}"


@register.filter
def host(address: str) -> str:
    """Return the host that a link leads to."""
    return urlsplit(address).netloc
