from registry.errors import ERRORS


def test_messages_follow_the_style_of_one_sentence_without_a_full_stop() -> None:
    texts = [text for _, spec in ERRORS for text in (spec.message, spec.hint)]
    assert [text for text in texts if text.endswith(".")] == []


def test_every_error_says_what_to_do_next() -> None:
    assert [code for code, spec in ERRORS if not spec.hint] == []
