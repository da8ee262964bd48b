"""What the build makes of a persona: a skill, which says first what it is not.

A skill is a page that the agent looks at things with, and speaks of. An agent or an output style would be
somebody who speaks, and that is what a persona must not become (ADR 25).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from packformat.personas.persona import INVENTED, personas_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packformat.personas.persona import Held, Persona, Source

_LEAD = (
    "Say so in your first answer that uses this page, and in whatever leaves the conversation. Look at the "
    "work as is told here, and speak of it from outside: “by these sources, {name} would ask first …”. Never "
    "answer as “I, {name}”, never sign, quote or decide for them, and say it where the sources say nothing."
)
_NEVER = (
    "Speak, write, sign or decide as {name}, or say that they agree with something",
    "Give words as theirs that do not stand in a source",
)


def skill_name(persona: str) -> str:
    """The name of the skill that is made of a persona."""
    return f"persona-{persona}"


def skill_path(persona: str) -> str:
    """Where that skill stands in the pack."""
    return f"skills/{skill_name(persona)}/SKILL.md"


def disclaimer(persona: Persona) -> str:
    """What has to stand wherever a persona is shown or used."""
    name = persona.person.name
    if persona.person.state == INVENTED:
        return (
            f"{name} is invented: there is no such person. This is how {name} thinks according to the "
            "sources named here, and nobody speaks through it."
        )
    return (
        f"This is how {name} thinks according to the sources named here. It is not {name}, and it does not "
        f"speak for {name}."
    )


def prompt_text(persona: Persona) -> str:
    """The persona as a page for an agent, in Markdown: what the skill holds, and what a person can copy."""
    name = persona.person.name
    return "\n\n".join(
        (
            f"# {persona.title}",
            f"**{disclaimer(persona)}**",
            _LEAD.format(name=name),
            f"## What {name} weighs",
            _claims(persona.values),
            f"## How {name} looks at things",
            _claims(persona.models),
            "## How to answer",
            _lines(persona.respond),
            "## Blind spots",
            "Name the one that matters before anybody relies on an answer.",
            _lines(persona.blind_spots),
            "## Do not",
            _lines((*(rule.format(name=name) for rule in _NEVER), *persona.do_not)),
            "## Sources",
            _lines(map(_source, persona.sources)),
            *_agreed(persona),
        )
    )


def persona_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The skills of a pack's personas; of one that cannot be read there is none, and it is refused."""
    return {skill_path(one.name): skill_page(one) for one in personas_in(files)}


def skill_page(persona: Persona) -> bytes:
    """The skill of a persona."""
    about = json.dumps(f"{persona.title}. {persona.about} {disclaimer(persona)}", ensure_ascii=False)
    head = f"---\nname: {skill_name(persona.name)}\ndescription: {about}\n---"
    return f"{head}\n\n{prompt_text(persona)}\n".encode()


def _claims(held: Iterable[Held]) -> str:
    return _lines(f"{one.text} [{', '.join(one.sources)}]" for one in held)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _source(source: Source) -> str:
    address = f", <{source.url}>" if source.url else ""
    return f"[{source.id}] {source.title}: {source.locator}{address}"


def _agreed(persona: Persona) -> Iterator[str]:
    if persona.consent:
        yield f"Agreed to by {persona.consent.given_by} on {persona.consent.on}: {persona.consent.shown_by}."
