import pytest

from packformat.personas.consent import LAST_FREE_YEAR, consent_fault, needs_consent, same_name
from packformat.personas.persona import read_persona
from tests.support.personas import DEAD, INVENTED, PATH, TEXT

UNASKED = TEXT.partition("\n[consent]")[0]
CONSENT = TEXT[TEXT.index("\n[consent]") :]


def fault_of(text: str) -> str:
    fault = consent_fault(read_persona(PATH, text.encode()))
    return f"{fault.message}: {fault.fix}" if fault else ""


@pytest.mark.parametrize("text", [TEXT, INVENTED, DEAD, DEAD + CONSENT.replace("Ines", "Ada")])
def test_who_agreed_who_died_long_ago_and_who_was_invented_may_be_told(text: str) -> None:
    assert fault_of(text) == ""


def test_of_somebody_who_lives_nothing_may_be_told_without_their_own_consent() -> None:
    assert "Nothing says that `Ines Okafor` agreed" in fault_of(UNASKED)
    assert "without their consent it cannot be published" in fault_of(UNASKED)
    by_another = TEXT.replace('given-by = "Ines Okafor"', 'given-by = "Ada Example"')
    assert "only they themselves can agree" in fault_of(by_another)


def test_of_somebody_who_died_later_those_who_speak_for_them_are_asked() -> None:
    last = DEAD.replace("1898", str(LAST_FREE_YEAR))
    later = DEAD.replace("1898", str(LAST_FREE_YEAR + 1))
    undated = DEAD.replace("died = 1898\n", "")
    assert fault_of(last) == ""
    assert "anybody who speaks for `Ines Okafor`" in fault_of(later)
    assert "give the year in `died`" in fault_of(undated)
    assert [needs_consent(read_persona(PATH, one.encode())) for one in (last, later, undated)] == [
        False,
        True,
        True,
    ]
    assert fault_of(later + CONSENT.replace("Ines", "Ada")) == ""


def test_nobody_is_said_to_be_two_things() -> None:
    assert "to have died" in fault_of(TEXT.replace('"living"', '"living"\ndied = 1898'))
    assert "said to be invented, and `Ines Okafor` to agree" in fault_of(INVENTED + CONSENT)


def test_names_are_the_same_whatever_their_capitals_and_spaces() -> None:
    assert same_name("Ines  OKAFOR", "ines okafor")
    assert not same_name("Ines Okafor", "Ines O. Okafor")
