import pytest

from marketplace.wording.facets import facet_title, value_in_words
from registry.search.facets import FACETS


@pytest.mark.parametrize("facet", FACETS)
def test_every_facet_has_a_title(facet: str) -> None:
    assert facet_title(facet)


@pytest.mark.parametrize(
    ("facet", "value", "words"),
    [
        ("kind", "memory", "memories"),
        ("profession", "estate-agent", "estate agent"),
        ("power", "none", "do nothing but be read"),
        ("licence", "Apache-2.0", "Apache-2.0"),
        ("jurisdiction", "GB", "GB"),
        ("jurisdiction", "any", "anywhere"),
        ("agent", "claude-code", "Claude Code"),
        ("trust", "reviewed", "found to work by others"),
        ("trust", "a-sign-to-come", "a-sign-to-come"),
    ],
)
def test_values_are_shown_as_people_say_them(facet: str, value: str, words: str) -> None:
    assert value_in_words(facet, value) == words
