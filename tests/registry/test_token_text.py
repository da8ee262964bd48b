import re

from hypothesis import given
from hypothesis import strategies as st

from registry.token_text import HINT_LENGTH, is_well_formed, new_token, token_digest


def test_a_token_has_the_form_that_secret_scanners_are_told() -> None:
    assert re.fullmatch(r"ctxp_[0-9A-Za-z]{43}[0-9A-Za-z]{6}", new_token())


def test_a_new_token_is_well_formed_and_no_two_are_alike() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(map(is_well_formed, tokens))


@given(place=st.integers(0, 53), char=st.sampled_from("0aZ_-é"))
def test_one_wrong_character_is_noticed(place: int, char: str) -> None:
    token = new_token()
    wrong = token[:place] + char + token[place + 1 :]
    assert is_well_formed(wrong) == (wrong == token)


@given(st.text(max_size=80))
def test_no_other_text_is_taken_for_a_token(text: str) -> None:
    assert not is_well_formed(text)


def test_only_a_digest_is_kept_and_the_hint_gives_nothing_away() -> None:
    token = new_token()
    assert token not in token_digest(token)
    assert len(token_digest(token)) == 64
    assert len("ctxp_") + 6 >= HINT_LENGTH
