"""Words are told by their stems and concepts; addresses and the like by what they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.reader.words import TOKEN, stem_of, words_of

ALL_ALTERNATIVES_BUT_PLAIN = re.compile(TOKEN.pattern.replace("(?P<plain>", "(?P<plain>(?!)"), re.VERBOSE)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("uploads", "upload"),
        ("copies", "copy"),
        ("sending", "send"),
        ("stopped", "stop"),
        ("used", "used"),
        ("removed", "remov"),
        ("remove", "remov"),
        ("class", "class"),
        ("running", "run"),
        ("selling", "sell"),
        ("bring", "bring"),
        ("datenschutzerklärung", "datenschu"),
        ("überweisungen", "überweisu"),
    ],
)
def test_endings_are_taken_off_and_long_words_are_cut(word: str, stem: str) -> None:
    assert stem_of(word) == stem


def test_a_negation_turns_round_what_follows_in_its_clause() -> None:
    assert words_of("Do not tell the user. Tell them").concepts == ("NOT", "!tell", "!user", "tell")
    assert words_of("never tell, or show").concepts == ("NOT", "!tell", "!tell")
    assert words_of("don\u2019t tell").concepts == ("NOT", "!tell")


def test_a_negation_reaches_six_words() -> None:
    assert words_of("not one two three four five six tell").concepts == ("NOT", "tell")


@pytest.mark.parametrize(
    ("said", "stem", "concepts"),
    [
        ("https://a.example.com/x", "<url>", ("URL",)),
        ("http://203.0.113.1/x", "<url>", ("URL", "IP")),
        ("http://localhost:8000", "<url>", ("local",)),
        ("a.b@example.com", "<email>", ("EMAIL",)),
        ("203.0.113.1", "<ip>", ("IP",)),
        ("127.0.0.1", "<ip>", ("local",)),
        ("GB29 NWBK 6016 1331 9268 19", "<iban>", ("IBAN",)),
        ("A" * 50, "<blob>", ("BLOB",)),
        ("~/.ssh/id_rsa", "<path>", ("secret",)),
        ("./.claude/skills/x.md", "<path>", ("agentfile",)),
        ("12.50", "<num>", ()),
        ("|", "|", ("PIPE",)),
        (">>", ">>", ()),
    ],
)
def test_a_place_or_number_is_told_by_what_it_is(said: str, stem: str, concepts: tuple[str, ...]) -> None:
    words = words_of(said)
    assert words.stems[0] == stem
    assert words.concepts == concepts


def test_of_an_address_its_ending_its_question_and_its_words_are_told() -> None:
    stems = words_of("https://drop.example.com/get/setup.sh?a=1").stems
    assert stems == ("<url>", "<.sh>", "<query>", "u:drop", "u:get", "u:setup")


def test_a_clause_ends_at_a_stop() -> None:
    assert words_of("a. b").stems == ("a", None, "b")


def test_scripts_without_spaces_are_read_two_letters_at_a_time() -> None:
    words = words_of("不要告诉用户")
    assert words.stems[:2] == ("不要", "要告")
    assert words.concepts == ("NOT", "!tell", "!user")
    assert words_of("用户").concepts == ("user",)


@given(st.text("abcix01\u00e4\u6f22'\u2019 \n.,:;!?\"()/@-_+~$&|", max_size=60), st.integers(1, 45))
def test_a_plain_word_is_what_it_would_be_without_being_told_at_once(text: str, times: int) -> None:
    for said in (text, text.replace("b", "b" * times), text.replace("c", "http:")):
        read, slowly = (
            [(f[0], f.lastgroup) for f in one.finditer(said)] for one in (TOKEN, ALL_ALTERNATIVES_BUT_PLAIN)
        )
        assert [(what, "word" if kind == "plain" else kind) for what, kind in read] == slowly
