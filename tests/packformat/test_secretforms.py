"""The forms of secrets are known in one place, and no text makes one of them slow."""

import pytest

from packformat.secretforms import FORMS, forms_in, is_example

REAL = {
    "an OpenAI key": "sk-proj-Qx7ZkP2mVn8RtLw4Yb6HcT3BlbkFJd9SfGjKq1WzXe5UiOp0A",
    "a Discord bot's token": "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "an npm token": "//registry.npmjs.org/:_authToken=1f3a9c52-7b64-4e0d-9a81-c2d5e8f70b36",
    "a Telegram bot's token": "4839201756:AAHq7Zx2Lm9Kp4Rt8Wv3Yb6Nc1Jd5Fg0Sue",
}


@pytest.mark.parametrize("kind", REAL)
def test_a_secret_is_found_by_its_form_wherever_it_stands(kind: str) -> None:
    found = [form.kind for form, match in forms_in(f'key = "{REAL[kind]}"\n') if not is_example(match[0])]
    assert found == [kind]


def test_a_text_that_says_so_or_repeats_itself_is_an_example() -> None:
    assert is_example("ghp_" + "a" * 36)
    assert is_example("AKIAIOSFODNN7EXAMPLE")


@pytest.mark.parametrize(
    "word",
    ["sk-a-T3BlbkFJ-", "//a/b:_authToken=", "xoxb-1-", "sk-ant-a-", "M.M.", "-----BEGIN PRIVATE KEY-----"],
)
def test_a_row_of_beginnings_is_looked_at_once(word: str) -> None:
    """Each place of the row is tried by a pattern a bounded number of times, so this returns at once."""
    assert len(list(forms_in(word * 20_000))) <= 20_000


@pytest.mark.parametrize(
    ("kind", "token"),
    [
        ("an AWS access key", "AKIAQ7ZX2LM9KP4RT8WV"),
        ("a GitHub token", "ghp_Hq7Zx2Lm9Kp4Rt8Wv3Yb6Nc1Jd5Fg0SueTaQ"),
        ("a GitLab token", "glpat-Hq7Zx2Lm9Kp4Rt8Wv3Yb"),
        ("a Slack token", "xoxb-2837465019-Hq7Zx2Lm9Kp4"),
        ("a Twilio key", "SK3f9a1c7e5b2d8064f1a3c5e7b9d20846"),
    ],
)
def test_what_a_search_skips_to_must_begin_a_row(kind: str, token: str) -> None:
    assert [(form.kind, found[0]) for form, found in forms_in(f"a {token} b")] == [(kind, token)]
    assert list(forms_in(f"A{token}")) == []


def test_every_form_has_words_that_it_cannot_be_without() -> None:
    for form in FORMS:
        assert form.words
        assert all(form.words)


@pytest.mark.parametrize("sign", ["=", ": ", '": "', " = '"])
def test_a_key_that_has_no_form_but_forty_letters_is_known_by_its_name(sign: str) -> None:
    key = "Hq7Zx2Lm9Kp4Rt8Wv3Yb6Nc1Jd5Fg0SueTaQ+/9r"
    for name in ("AWS_SECRET_ACCESS_KEY", "aws_secret_access_key"):
        assert [form.kind for form, _ in forms_in(f"{name}{sign}{key}")] == ["an AWS secret key"]
        assert list(forms_in(f"{name}{sign}{key}+")) == []
