from concurrent.futures import ThreadPoolExecutor

import pytest

from registry.search.words import LONGEST_WORD, stem, stems_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Month-End close_v2", ["month", "end", "close", "v2"]),
        ("Straße, CAFÉ", ["strasse", "cafe"]),
        ("\ufb01le", ["file"]),
        ("a\u200bb", ["a", "b"]),
        ("\u6708\u672b close", ["\u6708", "\u672b", "close"]),
        ("\u0434\u0435\u043d\u044c \u0414\u0415\u041d\u042c", ["\u0434\u0435\u043d\u044c"] * 2),
        ("% _ - '", []),
        ("", []),
    ],
)
def test_text_is_cut_into_words_without_case_or_accent(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_is_cut_at_a_length_no_word_has() -> None:
    assert words_of("x" * 1000) == ["x" * LONGEST_WORD]


@pytest.mark.parametrize("word", ["closing", "closes", "closed", "close"])
def test_inflections_have_one_stem(word: str) -> None:
    assert stem(word) == "close"


@pytest.mark.parametrize("word", ["gst", "1099", "tva2", "\u0434\u043d\u0435\u0439"])
def test_what_is_not_an_english_word_is_its_own_stem(word: str) -> None:
    assert stem(word) == word


def test_stems_keep_the_order_of_the_words() -> None:
    assert stems_of("Reconciling the banks") == ["reconcil", "the", "bank"]


def test_threads_do_not_spoil_each_others_stems() -> None:
    words = [f"{letters}ings" for letters in ("clos", "pack", "review", "book", "plan", "audit")] * 500
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem.__wrapped__, words))
    assert found == [stem(word) for word in words]
