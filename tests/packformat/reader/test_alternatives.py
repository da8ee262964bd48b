"""A pattern that is searched by how its alternatives begin finds what it finds by itself."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.reader.alternatives import searches
from packformat.reader.sign_table import SIGNS
from tests.packformat.reader.test_sign_table import EXAMPLES

PATTERNS = {
    r"\bsend|\bpost\b|\b(?:up|re)load": [
        r"[prsu](?<!\w\w)(?:end(?<=send)|ost(?<=post)\b|(?:p(?<=up)|e(?<=re))load)"
    ],
    r"https?://|\.ssh": [r"[\.h](?:ttp(?<=http)s?://|ssh(?<=\.ssh))"],
    r"(?:(?:a|\bb)|c)": [r"[b](?<!\w\w)(?:(?<=b))", r"[ac](?:(?<=a)|(?<=c))"],
    r"\b\.a|[ab]c|x*y|(?:ab?|c*)d|(?:ab)+|\s|^e": [r"\b\.a|[ab]c|x*y|(?:ab?|c*)d|(?:ab)+|\s|^e"],
    r"(?:a|\d)b|c": [r"[c](?:(?<=c))", r"(?:a|\d)b"],
}
WORDS = sorted({word for sign in SIGNS.values() for word in sign.words})
SAID = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(list(chain.from_iterable(example.split() for example in EXAMPLES.values()))),
        st.text("ab1_-./ \n\"'$é", min_size=1, max_size=3),
    ),
    max_size=12,
)


@pytest.mark.parametrize("source", PATTERNS)
def test_what_a_pattern_may_begin_with_is_looked_for_first(source: str) -> None:
    assert [search.pattern for search in searches(source)] == PATTERNS[source]


@pytest.mark.parametrize("source", PATTERNS)
@given(text=st.text("abcdehnprstux1:/._ \n", max_size=12))
def test_no_text_tells_the_searches_from_the_pattern(source: str, text: str) -> None:
    assert any(search.search(text) for search in searches(source)) == bool(re.search(source, text))


@given(SAID, st.sampled_from(["", " "]))
def test_a_sign_stands_where_its_pattern_is_found(said: list[str], between: str) -> None:
    text = between.join(said)
    for sign in SIGNS.values():
        assert sign.stands_in(text) == bool(re.search(sign.bounded, text))
