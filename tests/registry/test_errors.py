from pathlib import Path

from registry.errors import ERRORS

API = Path("docs/API.md")


def test_every_code_is_explained_to_callers() -> None:
    text = API.read_text()
    assert [code for code, _ in ERRORS if f"`{code}`" not in text] == []


def test_messages_follow_the_style_of_one_sentence_without_a_full_stop() -> None:
    texts = [text for _, spec in ERRORS for text in (spec.message, spec.hint) if text]
    assert [text for text in texts if text.endswith(".")] == []


def test_every_error_says_what_to_do_next() -> None:
    assert [code for code, spec in ERRORS if not spec.hint] == []
