import pytest

from marketplace.wording.powers import power_in_brief, powers_in_words
from packformat.powers.value import KINDS
from registry.search.facets import NO_POWER


def test_the_gravest_power_comes_first_and_empty_ones_are_left_out() -> None:
    powers = powers_in_words({"tools": ["Bash"], "hosts": [], "hooks": ["Stop: ./check"]})
    assert [power.objects for power in powers] == [["Stop: ./check"], ["Bash"]]


def test_a_power_not_known_yet_is_named_and_never_hidden() -> None:
    (power,) = powers_in_words({"teleports": ["home"]})
    assert power.sentence == "Also: teleports"


@pytest.mark.parametrize("kind", [*KINDS, NO_POWER])
def test_every_kind_has_a_few_words(kind: str) -> None:
    assert " " in power_in_brief(kind)
    assert power_in_brief("teleports") == "teleports"


def test_no_powers_are_no_sentences() -> None:
    assert powers_in_words({}) == []
