from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.compose.answers import read_answers
from packformat.compose.compose import compose
from packformat.compose.content import finished_errors
from packformat.compose.gaps import find_gaps
from packformat.compose.personas import persona_files
from packformat.personas.persona import Consent, Held, Person, Source, read_persona
from tests.support.drafts import CLOSE, PERSONA, drafts

PATH = "personas/ada-example.toml"
WHOLE = {**CLOSE, "personas": [PERSONA]}


def gaps_of(**changes: object) -> dict[str, str]:
    item = {key: value for key, value in {**PERSONA, **changes}.items() if value}
    found = find_gaps({**CLOSE, "personas": [item]})
    return {gap.field.removeprefix("personas.persona-1."): gap.message for gap in found}


def test_told_thinking_becomes_a_persona_with_each_claim_at_its_sources() -> None:
    files = {entry.path: entry for entry in compose(WHOLE)}
    persona = read_persona(PATH, files[PATH].data)
    assert persona.title == "How Ada Example thinks"
    assert persona.person == Person("Ada Example", "living", None)
    assert persona.values == (Held("A balance that nobody can explain is none", ("source-1",)),)
    assert persona.models[0].sources == ("source-1", "source-2")
    assert persona.sources == (
        Source("source-1", "Notes for a stand-in", "page 3", ""),
        Source("source-2", "A talk", "minute 12", "https://example.org/talk"),
    )
    assert persona.consent == Consent("Ada Example", "2026-10-02", "She publishes it herself")
    assert (read_answers(files) or {})["personas"] == [PERSONA]
    assert gaps_of() == {}


def test_an_address_may_be_the_place() -> None:
    (made,) = persona_files({"personas": [{**PERSONA, "sources": ["A: b", "A talk: https://example.org"]}]})
    assert read_persona(PATH, made.data).sources[1] == Source("source-2", "A talk", "https://example.org", "")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"values": ["A balance"]}, "values", "End each line with the number of its source"),
        ({"models": ["Look [3]"]}, "models", "End each line with the number of its source"),
        ({"values": ["[1]"]}, "values", "End each line"),
        ({"sources": []}, "values", "Write your sources below"),
        ({"sources": ["A book"]}, "sources", "the work, a colon, and the place in it"),
        ({"blind": []}, "blind", "does not see"),
        ({"never": []}, "never", "must not be done"),
        ({"day": ""}, "day", "the day on which they agreed"),
        ({"shown": ""}, "shown", "what shows"),
        ({"agreed": "", "day": "", "shown": ""}, "agreed", "Only they themselves can agree"),
        ({"agreed": "Ben Example"}, "agreed", "Only they themselves can agree"),
        ({"state": "invented"}, "agreed", "leave the year and who agreed empty"),
        ({"state": "dead", "died": "1990", "agreed": "", "day": "", "shown": ""}, "agreed", "heirs"),
        ({"died": "long ago"}, "died", "the year in digits"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_until_then_there_is_no_persona(
    changes: dict[str, Any], field: str, words: str
) -> None:
    assert words in gaps_of(**changes)[field]
    assert list(persona_files({"personas": [{**PERSONA, **changes}]})) == []


def test_an_answer_that_does_not_fit_is_told_of_once() -> None:
    item = {**PERSONA, "values": ["x" * 5000]}
    fields = [gap.field for gap in find_gaps({**CLOSE, "personas": [item]})]
    assert fields == ["personas.persona-1.values"]


def test_who_died_long_ago_is_told_without_anybodys_consent() -> None:
    item = {**PERSONA, "state": "dead", "died": "1898", "agreed": "", "day": "", "shown": ""}
    (made,) = persona_files({"personas": [item]})
    assert read_persona(made.path, made.data).person == Person("Ada Example", "dead", 1898)


@given(drafts, st.data())
def test_where_nothing_is_missing_each_is_written(content: dict[str, Any], data: st.DataObject) -> None:
    """What the pages call finished is finished: no way of thinking is left out without a word."""
    told = data.draw(st.sampled_from([*content.get("personas", ()), PERSONA]))
    item = {
        **PERSONA,
        **data.draw(st.fixed_dictionaries({}, optional={k: st.just(v) for k, v in told.items()})),
    }
    whole = {**CLOSE, "personas": [item]}
    if not find_gaps(whole):
        assert next(finished_errors(whole), None) is None
        assert len(list(persona_files(whole))) == 1
