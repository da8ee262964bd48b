"""Personas: whose thinking a pack tells, whether it is its publisher's own, and what shows their consent.

What a persona's file says of consent is held to the rules; whether it is so, only people can tell. So a
persona waits for one of the staff, who see what was handed in to show it, unless a publisher that is known
here tells of itself, or the same file was let through before and still stands.
"""

from collections.abc import Iterator

from packformat.build import BuiltPack
from packformat.digest import Digest
from packformat.findings import Finding
from packformat.personas.consent import needs_consent, same_name
from packformat.personas.persona import LIVING, Persona, personas_in
from registry.models import Publisher, Release, Submission
from registry.services.newcomers import is_newcomer

PERSONA = "registry/persona"
UNSHOWN = "registry/consent-unshown"
_WAIT = "there is nothing you have to do: a person looks at it"
_SHOW = (
    "send it again with what shows it, such as their letter: on the last of the contribute pages, or with "
    "`ctxpack publish --evidence FILE`; only the staff see it"
)


def persona_findings(submission: Submission, built: BuiltPack) -> Iterator[Finding]:
    """Yield what keeps a pack with personas from being published by itself, for each of them."""
    files = {entry.path: entry.data for entry in built.entries}
    personas = personas_in(files)
    standing = _standing(submission.publisher, built) if personas else set()
    for persona in personas:
        if (persona.path, str(Digest.of(files[persona.path]))) in standing:
            continue
        if is_of_themselves(persona, submission.publisher):
            yield from _own(persona, submission.publisher)
        elif needs_consent(persona) and not submission.evidence:
            message = f"Nothing was handed in that shows that `{_asked(persona)}` agreed to this"
            yield _finding(persona, UNSHOWN, "error", message, _SHOW)
        else:
            yield _finding(persona, PERSONA, "hold", _told_of(persona, submission.publisher), _WAIT)


def is_of_themselves(persona: Persona, publisher: Publisher) -> bool:
    """Whether a publisher tells of themselves: somebody who lives, under the name that it bears here."""
    return persona.person.state == LIVING and same_name(persona.person.name, publisher.display_name)


def _own(persona: Persona, publisher: Publisher) -> Iterator[Finding]:
    """Anybody can take any name here; who is known has been looked at, or stood the test of some time."""
    name = persona.person.name
    if _withdrawn_by_staff(publisher):
        message = f"`{name}` is the name of this publisher, of whom the staff withdrew a persona before"
        yield _finding(persona, PERSONA, "hold", message, _WAIT)
    elif is_newcomer(publisher):
        message = f"`{name}` is the name of this publisher, and nobody knows them here yet"
        yield _finding(persona, PERSONA, "hold", message, _WAIT)


def _told_of(persona: Persona, publisher: Publisher) -> str:
    name, by = persona.person.name, publisher.display_name
    if needs_consent(persona):
        return f"It tells how `{name}` thinks, and `{by}` publishes it; what shows consent was handed in"
    said = "invented" if persona.person.died is None else f"dead since {persona.person.died}"
    return f"It tells how `{name}` thinks, who is said to be {said}"


def _asked(persona: Persona) -> str:
    return persona.consent.given_by if persona.consent else persona.person.name


def _standing(publisher: Publisher, built: BuiltPack) -> set[tuple[str, str]]:
    """Paths and digests of the files of the pack's newest version that is not withdrawn."""
    own = Release.objects.filter(pack__publisher=publisher, pack__name=str(built.manifest.name))
    rows = own.filter(yanked_at=None).order_by("-sort_key").values_list("files", flat=True).first()
    return {(path, digest) for path, digest, *_ in rows or ()}


def _withdrawn_by_staff(publisher: Publisher) -> bool:
    withdrawn = Release.objects.filter(pack__publisher=publisher, yanked_by_staff=True)
    return withdrawn.filter(components__kind="persona").exists()


def _finding(persona: Persona, rule: str, severity: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, severity=severity, path=persona.path, message=message, fix=fix)
