"""What the author of a pack says to whoever installs it: what it is not for, and how to begin."""

from __future__ import annotations

from installer_cli.target import declared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.source import PackSource


LONGEST_SENTENCE = 300
"""Characters of a sentence, as the manifest's schema bounds it."""


class Guide:
    """Sentences of the manifest, in their order, and whether the pack ``asks`` for values of the user's."""

    __slots__ = ("asks", "first_prompts", "not_for")

    def __init__(self, source: PackSource):
        said = declared(source, "not-for", "first-prompts", "inputs")
        self.not_for = tuple(map(str, said.get("not-for", ())))
        self.first_prompts = tuple(map(str, said.get("first-prompts", ())))
        self.asks = bool(said.get("inputs"))
