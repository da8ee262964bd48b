"""Rules about personas: somebody agreed, every claim has its source, and the skill says what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.personas.consent import consent_fault
from packformat.personas.made import skill_page, skill_path
from packformat.personas.persona import read_persona
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.personas.persona import Persona
    from packformat.rules.view import PackView

_NAME_IT = "give each source an `id` of its own, and name it in `sources` of what it shows"


def readable_personas(view: PackView) -> Iterator[Persona]:
    """The personas that can be read; of the others the rule about their schema speaks."""
    for part in view.components:
        if part.kind == "persona":
            try:
                yield read_persona(part.path, view.files[part.path].data)
            except CtxpackError:
                continue


def _consent(view: PackView) -> Iterator[Seen]:
    for persona in readable_personas(view):
        if fault := consent_fault(persona):
            yield Seen(persona.path, fault.message, fault.fix, view.line_of(persona.path, "[person]"))


def _sources(view: PackView) -> Iterator[Seen]:
    for persona in readable_personas(view):
        ids = [source.id for source in persona.sources]
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            message = f"Two sources are called `{name}`"
            yield Seen(persona.path, message, _NAME_IT, view.line_of(persona.path, f'"{name}"'))
        for held in (*persona.values, *persona.models):
            for name in held.sources:
                if name not in ids:
                    message = f"The source `{name}`, which is to show “{held.text}”, is not among the sources"
                    yield Seen(persona.path, message, _NAME_IT, view.line_of(persona.path, f'"{name}"'))


def _page(view: PackView) -> Iterator[Seen]:
    """Elsewhere an author's file takes the place of a made one; here it could leave out what must stand."""
    for persona in readable_personas(view):
        path = skill_path(persona.name)
        if path in view.files and view.files[path].data != skill_page(persona):
            message = f"The skill of the persona `{persona.name}` is not the one that is made of it"
            yield Seen(path, message, f"take it out: the build makes it, of `{persona.path}`")


RULES = (
    Rule(
        "persona/consent",
        "error",
        "Whoever's thinking is told agreed to it, died long ago, or was invented.",
        _consent,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "persona/sources",
        "error",
        "What a persona says that somebody holds names sources that are there.",
        _sources,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "persona/page",
        "error",
        "The skill of a persona is the one that is made of it, with its disclaimer.",
        _page,
        by_hand=AUTHOR_KNOWS,
    ),
)
