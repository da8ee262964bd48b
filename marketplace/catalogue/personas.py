"""Personas as the page of a pack shows them: what has to stand beside each, and what can be copied."""

from collections.abc import Mapping
from typing import NamedTuple

from packformat.personas.made import disclaimer, prompt_text
from packformat.personas.persona import Persona, personas_in


class ShownPersona(NamedTuple):
    """How somebody thinks, with what it is not, and its skill's text, to be copied as a prompt."""

    persona: Persona
    disclaimer: str
    prompt: str


def shown_personas(files: Mapping[str, bytes]) -> list[ShownPersona]:
    """The personas among files, by name."""
    return [ShownPersona(one, disclaimer(one), prompt_text(one)) for one in personas_in(files)]
