"""Texts are alike by the runs of words that they share."""

from hypothesis import given
from hypothesis import strategies as st

from installer_cli.wiki.likeness import alike, overlap, triples

WORDS = st.lists(st.sampled_from("abcdef"), max_size=12).map(" ".join)


def test_a_text_that_holds_another_is_wholly_like_it() -> None:
    assert overlap(triples("one two three"), triples("say One, two three now")) == 1.0
    assert overlap(triples("one two"), triples("one two")) == 1.0
    assert overlap(triples(""), triples("one")) == 0.0


@given(st.lists(WORDS, max_size=6))
def test_the_pairs_are_those_that_comparing_all_gives(texts: list[str]) -> None:
    runs = [triples(text) for text in texts]
    wanted = {
        (first, second)
        for second in range(len(runs))
        for first in range(second)
        if overlap(runs[first], runs[second]) >= 0.5
    }
    assert set(alike(runs, 0.5)) == wanted
