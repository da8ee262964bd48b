import pytest

from packformat.errors import CtxpackError
from packformat.personas.persona import Consent, Held, Person, Source, personas_in, read_persona
from tests.support.personas import DEAD, INVENTED, PATH, TEXT


def test_it_is_read_whole_and_a_day_is_read_with_quotes_and_without() -> None:
    persona = read_persona(PATH, TEXT.encode())
    assert (persona.name, persona.path) == ("okafor", PATH)
    assert persona.person == Person("Ines Okafor", "living", None)
    assert persona.values == (Held("A figure without its day is no figure", ("talk",)),)
    assert persona.models[0].sources == ("talk", "notes")
    assert persona.sources[1] == Source("notes", "Notes for a stand-in", "page 3", "")
    assert persona.consent == Consent("Ines Okafor", "2026-10-02", "a letter to the publisher")
    quoted = TEXT.replace("on = 2026-10-02", 'on = "2026-10-02"')
    assert read_persona(PATH, quoted.encode()) == persona


def test_of_somebody_dead_the_year_is_known_and_of_somebody_invented_nobody_agreed() -> None:
    assert read_persona(PATH, DEAD.encode()).person == Person("Ines Okafor", "dead", 1898)
    assert read_persona(PATH, INVENTED.encode()).consent is None


@pytest.mark.parametrize("part", ["blind-spots", "do-not", "respond"])
def test_what_it_is_blind_to_what_not_to_do_and_how_to_answer_have_to_be_said(part: str) -> None:
    without = "\n".join(line for line in TEXT.split("\n") if not line.startswith(f"{part} ="))
    empty = "\n".join(f"{part} = []" if line.startswith(f"{part} =") else line for line in TEXT.split("\n"))
    for text in (without, empty):
        with pytest.raises(CtxpackError, match=part):
            read_persona(PATH, text.encode())


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('sources = ["talk"]\n', ""),
        ('locator = "page 3"\n', ""),
        ("A figure without", "@secrets without"),
        ('"Ines Okafor"\nstate', '"Ines `Okafor`"\nstate'),
        ("https://example.org/figures", "http://example.org/figures"),
        ('"living"', '"famous"'),
        ("on = 2026-10-02", 'on = "last week"'),
    ],
)
def test_what_lacks_a_source_a_place_or_a_known_word_is_refused(there: str, instead: str) -> None:
    assert there in TEXT
    with pytest.raises(CtxpackError):
        read_persona(PATH, TEXT.replace(there, instead).encode())
    assert personas_in({PATH: TEXT.replace(there, instead).encode()}) == []
