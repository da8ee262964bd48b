"""What a draft still lacks before it can be published, in plain words and at the field that lacks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.component import discover
from packformat.compose.content import LISTS, finished_errors, normal
from packformat.compose.examples import FAILS, GONE, PASSES, misfits
from packformat.compose.folders import folders_fault
from packformat.compose.manifest import pack_name
from packformat.compose.names import PLACES, TriedName, try_names
from packformat.compose.overlay import UNSAYABLE
from packformat.compose.personas import lacks_of
from packformat.compose.wording import BY_PERSON
from packformat.names import is_reserved
from packformat.statements.statement import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jsonschema import ValidationError


class Gap(NamedTuple):
    """One thing that is missing: on which page, at which field (``steps.step-1.title``), and what to do."""

    page: str
    field: str
    message: str


_WORDS = {
    "title": "Give it a name that people will recognise",
    "summary": "Say in one sentence what somebody has at the end",
    "audience": "Say in one short sentence who it is for",
    "not_for": "Say at least one thing it must not be used for",
    "prompts": "Write each thing to say on a line of its own, in at most 300 letters",
    "professions": "Write each profession in small letters, with a hyphen for a space: estate-agency",
    "name": "Use 2 to 64 small letters, digits and single hyphens, starting with a letter",
    "version": "Write three numbers with dots between them, such as 1.2.0",
    "author": "Say whose name stands on it",
    "licence": "Choose what others may do with it",
    "steps": "Describe at least one step",
    "steps.title": "Say in a few words what is done in this step",
    "steps.when": "Say the cases in at most 200 letters and without an @",
    "steps.needs": "Write each thing on a line of its own, in at most 200 letters and without an @",
    "steps.gives": "Write each thing on a line of its own, in at most 200 letters and without an @",
    "rules.title": "Say what the rule or number is called",
    "rules.value": "Write down the rule or the number itself",
    "rules.until": "Write the date as year-month-day, such as 2027-03-31",
    "rules.of": "Write the short name of the other pack: small letters, digits and hyphens",
    "rules.since": "Write the version that you read with dots, such as 1.2.0",
    "samples": "Show one good result and one that had to go back",
    "samples.label": "Say whether this one is good or had to go back",
    "samples.text": "Paste the result itself",
    "samples.reason": "Say why, in a sentence of at least ten letters",
    "checks": "Say at least one thing that you look at in a junior's work",
    "checks.kind": "Choose what is looked at",
    "checks.figure": "Write the number in digits, with a point before its decimals, such as 1240.50",
    "checks.within": "Write how far off it may be in digits, such as 0.01",
    "checks.least": "Write the least or the most that it may be, in digits, such as 0 or 12.50",
    "checks.most": "Write the most that it may be, in digits, such as 60",
    "checks.other": "Write the words or the heading to compare it with",
    "checks.entries": "Write what must all be there, one on each line",
    "checks.words": "Write the words to look for, or what the person looks at",
    "loops.title": "Say in a few words what is done again until it is right",
    "loops.each": "Say what is done each time",
    "loops.turns": "Write in digits how often at most, from 1 to 1000",
    "loops.minutes": "Write in digits how many minutes at most, from 1 to 1440",
    "loops.alone": "Choose how far it may go by itself",
    "data.title": "Say what the data is called where you work",
    "data.columns": "Name at least one column, each on a line of its own",
    "names.title": "Say in a few words which files these are",
    "names.about": "Say in one sentence of at least ten letters what a right name tells",
    "names.folders": "Write each folder on a line of its own, as close or close/papers",
    "names.first": "Choose what a name begins with",
    "names.listed": "Write your few words, each on a line of its own",
    "names.good": "Write at least one name as it should be, each on a line of its own, without folders",
    "names.bad": "Write at least one wrong name, then a colon and what is wrong with it: notes.pdf: no month",
    "personas.title": "Write the name of whose thinking it is",
    "personas.state": "Choose whether they live, are dead, or were invented",
    "personas.died": "Write the year in digits, such as 1898",
    "personas.values": "Write at least one thing they weigh, with the number of its source, as in [1]",
    "personas.models": "Write at least one way they look at things, with the number of its source, as in [1]",
    "personas.respond": "Say at least one thing about how an answer goes, each on a line of its own",
    "personas.blind": "Say at least one thing that this way of thinking does not see",
    "personas.never": "Say at least one thing that must not be done with it",
    "personas.sources": "Write each source on a line of its own: the work, a colon, and the place in it",
    "personas.agreed": "Write the name of who agreed",
    "personas.day": "Write the day as year-month-day, such as 2026-10-02",
    "personas.shown": "Say in one sentence what shows that they agreed, without an @",
    "documents.title": "Give the document a title",
    "documents.text": "This document has no readable text: take it out or paste the text",
}
_SHOWS = {
    GONE: "The check that you chose is not there any more: choose another, or let us look",
    PASSES: "This one passes the check that you chose: choose one that it fails, or let us look",
    FAILS: "This one fails the check that you chose: choose one that it passes, or let us look",
}
_PAGES = {
    "folders": "names",
    "name": "answers",
    "version": "answers",
    "author": "answers",
    "licence": "answers",
}
_NEEDED = {
    "longest": ("most",),
    "figure": ("figure",),
    "between": ("least", "most"),
    "agree": ("other",),
    "listed": ("entries",),
    "exactly": ("entries",),
    "rows": ("other",),
}
"""Of a kind of check, the answers of which at least one is needed beside its words."""
_UNSAYABLE = {
    "title": "Write it as the other pack has it, on one line and without @, * and |",
    **dict.fromkeys(("value", "source", "instead"), "Write it on one line and without an @"),
}
_BY_NOBODY = "Add one check that needs no person: words that are there or never there"
_QUOTED = re.compile("`([^`]*)`")
_SHARED = "Shorten this, or check how it is written"


def find_gaps(content: Mapping[str, Any], own: Iterable[str] = ()) -> list[Gap]:
    """Everything that is missing, in the order of the pages; nothing means the draft can be published.

    A pack that has parts of itself, at the paths ``own``, needs no steps, samples and checks beside them.
    """
    answers = normal(content)
    found = [gap for error in finished_errors(answers) for gap in _gaps_of(error, answers)]
    found += _beyond_the_schema(answers, {gap.field for gap in found})
    order = ("outcome", *LISTS, "answers")
    brought = [part for part in ("steps", "samples", "checks") if not answers.get(part) and discover(own)]
    distinct = {gap.field: gap for gap in found if gap.field not in brought}
    return sorted(distinct.values(), key=lambda gap: order.index(gap.page))


def _gaps_of(error: ValidationError, content: Mapping[str, Any]) -> Iterator[Gap]:
    path, needed = list(error.absolute_path), error.validator_value
    if error.validator == "required" and isinstance(needed, list):
        absent = [name for name in needed if f"'{name}'" in error.message]
        for name in absent:
            yield _gap([*path, name], content)
    else:
        yield _gap(path, content)


def _gap(path: list[Any], content: Mapping[str, Any]) -> Gap:
    """The gap at a path of the schema: a field, a list, or a field of a list's item."""
    part = str(path[0]) if path else "title"
    page = _PAGES.get(part, part if part in LISTS else "outcome")
    match path:
        case [_, place, field, *_] if part in LISTS:
            item = content[part][place]["id"]
            return Gap(page, f"{part}.{item}.{field}", _WORDS.get(f"{part}.{field}", _SHARED))
    return Gap(page, part, _WORDS.get(part, _SHARED))


def _beyond_the_schema(content: Mapping[str, Any], known: set[str]) -> Iterator[Gap]:
    labels = {sample.get("label") for sample in content.get("samples", ())}
    if not {"good", "bad"} <= labels:
        yield Gap("samples", "samples", _WORDS["samples"])
    checks = content.get("checks", ())
    if checks and all(check.get("kind") == BY_PERSON for check in checks):
        yield Gap("checks", "checks", _BY_NOBODY)
    for check in checks:
        needed = _NEEDED.get(check.get("kind", ""), ())
        if needed and not any(check.get(field) for field in needed):
            yield Gap("checks", f"checks.{check['id']}.{needed[0]}", _WORDS[f"checks.{needed[0]}"])
    for sample, why in misfits(content):
        yield Gap("samples", f"samples.{sample}.shows", _SHOWS[why])
    fault = folders_fault(content)
    if fault:
        yield Gap("names", "folders", _QUOTED.sub(r"“\1”", fault))
    yield from _overrides(content, known)
    yield from _names(content, known)
    yield from _personas(content, known)
    if is_reserved(pack_name(content)) and "name" not in known:
        yield Gap("answers", "name", "This name is kept for the site itself: choose another")


def _personas(content: Mapping[str, Any], known: set[str]) -> Iterator[Gap]:
    """Claims without a source and thinking that nobody agreed to, where nothing else is missing of them."""
    for item in content.get("personas", ()):
        for lack in lacks_of(item):
            field = f"personas.{item['id']}.{lack.field}"
            if field not in known:
                yield Gap("personas", field, lack.message)


def _overrides(content: Mapping[str, Any], known: set[str]) -> Iterator[Gap]:
    """Rules of other packs that are changed in a way that no pack can hold, or twice."""
    seen: set[tuple[str, str]] = set()
    for rule in content.get("rules", ()):
        place = f"rules.{rule['id']}"
        if not rule.get("of") or f"{place}.of" in known:
            continue
        if rule["of"] == pack_name(content):
            yield Gap("rules", f"{place}.of", "This is your own pack: leave it empty for a rule of your own")
        for field in ("title", "value", "source", "instead"):
            if UNSAYABLE[field].search(rule.get(field, "")):
                yield Gap("rules", f"{place}.{field}", _UNSAYABLE[field])
        one = (rule["of"], key_of(rule.get("title", "")))
        if one in seen:
            yield Gap("rules", f"{place}.title", "This rule of that pack is changed above already")
        seen.add(one)


def _names(content: Mapping[str, Any], known: set[str]) -> Iterator[Gap]:
    """Names that are told otherwise than they were meant, where nothing else is missing of them."""
    for item in content.get("names", ()):
        prefix = f"names.{item['id']}."
        if "listed" in map(item.get, PLACES) and not item.get("listed"):
            yield Gap("names", f"{prefix}listed", _WORDS["names.listed"])
    for tried in try_names(content):
        for row in tried.rows:
            field = f"names.{tried.id}.{'good' if row.good else 'bad'}"
            if field not in known and not row.right:
                yield Gap("names", field, _misfit(row))


def _misfit(row: TriedName) -> str:
    if row.good:
        fault = _QUOTED.sub(r"“\1”", row.fault)
        return f"“{row.name}” does not fit what you chose: {fault}"
    return f"“{row.name}” is as you say a name should be, and you call it wrong"
