"""What the author of a pack says to its user: what it is not for, when it holds, and how to begin."""

from __future__ import annotations

from installer_cli.target import declared
from installer_cli.validity import holds_when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.part import Source


LONGEST_SENTENCE = 300
"""Characters of a sentence, as the manifest's schema bounds it."""


class Guide:
    """Sentences of the manifest, in their order, and whether the pack ``asks`` for values of the user's.

    ``validity`` says when content that does not hold today did or will; it is empty for what holds.
    """

    __slots__ = ("asks", "first_prompts", "not_for", "validity")

    def __init__(self, source: Source):
        said = declared(source, "not-for", "first-prompts", "inputs", "valid-from", "valid-until")
        self.not_for = _sentences(said.get("not-for"))
        self.first_prompts = _sentences(said.get("first-prompts"))
        self.validity = holds_when(said)
        self.asks = bool(said.get("inputs"))


def _sentences(value: object) -> tuple[str, ...]:
    """The texts of a list; none where a registry that judges nothing lets a manifest hold something else."""
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
