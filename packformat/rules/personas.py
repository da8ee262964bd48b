"""Rules about personas: somebody agreed, every claim has its source, and the skill says what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.personas.consent import consent_fault
from packformat.personas.made import skill_page, skill_path
from packformat.personas.persona import read_persona
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_NAME_IT = "give each source an `id` of its own, and name it in `sources` of what it shows"


def _consent(view: PackView) -> Iterator[Seen]:
    for path, persona in view.readable("persona", read_persona):
        if fault := consent_fault(persona):
            yield Seen(path, fault.message, fault.fix, view.line_of(path, "[person]"))


def _sources(view: PackView) -> Iterator[Seen]:
    for path, persona in view.readable("persona", read_persona):
        ids = [source.id for source in persona.sources]
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            message = f"Two sources are called `{name}`"
            yield Seen(path, message, _NAME_IT, view.line_of(path, f'"{name}"'))
        for held in (*persona.values, *persona.models):
            for name in held.sources:
                if name not in ids:
                    message = f"The source `{name}`, which is to show “{held.text}”, is not among the sources"
                    yield Seen(path, message, _NAME_IT, view.line_of(path, f'"{name}"'))


def _page(view: PackView) -> Iterator[Seen]:
    """Elsewhere an author's file takes the place of a made one; here it could leave out what must stand."""
    for path, persona in view.readable("persona", read_persona):
        page = skill_path(persona.name)
        if page in view.files and view.files[page].data != skill_page(persona):
            message = f"The skill of the persona `{persona.name}` is not the one that is made of it"
            yield Seen(page, message, f"take it out: the build makes it, of `{path}`")


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
