"""Who has to agree before somebody's thinking is told, and whether the file says that they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.personas.persona import DEAD, INVENTED, LIVING

if TYPE_CHECKING:
    from packformat.personas.persona import Persona

LAST_FREE_YEAR = 1925
"""Who died in it or before needs nobody's consent. A hundred years is the longest fixed term for which a law
that we know of keeps the name and likeness of the dead for their heirs (Indiana Code 32-36-1-8, 12 Oklahoma
Statutes 1448). Rules know no clock: with each year that passes, this one asks for more than it has to."""
_AS_IT_IS = "write `state` as it is, and `died` only for somebody who is dead"
_INVENTED = 'leave `consent` out for somebody invented; for somebody who lives write `state = "living"`'
_ONLY_THEY = "only they themselves can agree: ask them, and write their name in `given-by` as in `name`"
_SAY_SO = "say in `[consent]` who agreed, on which day, and what shows it"
_ASK_THEM = f"ask them, then {_SAY_SO}; without their consent it cannot be published"
_ASK_HEIRS = (
    f"give the year in `died`: nobody has to be asked up to {LAST_FREE_YEAR}; otherwise ask their heirs, "
    f"then {_SAY_SO}"
)


class Fault(NamedTuple):
    """What is wrong with who the person is said to be, or with who agreed, and what to do about it."""

    message: str
    fix: str


def needs_consent(persona: Persona) -> bool:
    """Whether somebody has to agree: the person themselves, or after their death who speaks for them."""
    person = persona.person
    if person.state == DEAD:
        return person.died is None or person.died > LAST_FREE_YEAR
    return person.state == LIVING


def consent_fault(persona: Persona) -> Fault | None:
    """Why a persona may not be told; None where its file says all that has to be said."""
    person, consent = persona.person, persona.consent
    if person.died is not None and person.state != DEAD:
        return Fault(f"`{person.name}` is said to be {person.state}, and to have died", _AS_IT_IS)
    if consent is None:
        return _unasked(persona) if needs_consent(persona) else None
    if person.state == INVENTED:
        return Fault(f"`{person.name}` is said to be invented, and `{consent.given_by}` to agree", _INVENTED)
    if person.state == LIVING and not same_name(consent.given_by, person.name):
        return Fault(f"`{consent.given_by}` agreed, and it is about `{person.name}`, who lives", _ONLY_THEY)
    return None


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike, but for small and capital letters and spaces."""
    return one.casefold().split() == other.casefold().split()


def _unasked(persona: Persona) -> Fault:
    name = persona.person.name
    if persona.person.state == LIVING:
        return Fault(f"Nothing says that `{name}` agreed to this", _ASK_THEM)
    return Fault(f"Nothing says that anybody who speaks for `{name}` agreed to this", _ASK_HEIRS)
