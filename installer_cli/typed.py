"""What somebody typed on a command line, read by the rules that packs keep to."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.errors import AuthorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")


def typed(read: Callable[[str], T], word: str) -> T:
    """A name, a version or a requirement; raises E_USAGE_WORD, which shows the word as it was typed."""
    try:
        return read(word)
    except AuthorError as error:
        raise ERRORS.error("E_USAGE_WORD", word=word, reason=error.message, remedy=error.hint) from None
