from pathlib import Path
from string import Formatter

from registry.errors import ERRORS
from registry.problems import status_of

API = Path("docs/API.md")


def test_every_code_is_explained_to_callers_with_its_status() -> None:
    text = API.read_text(encoding="utf-8")
    rows = []
    for code, spec in ERRORS:
        fields = [
            name for part in (spec.message, spec.hint) for _, name, _, _ in Formatter().parse(part) if name
        ]
        error = ERRORS.error(code, **dict.fromkeys(fields, "…"))
        rows.append(f"| `{code}` | {int(status_of(error))} | {error.message} |")
    assert [row for row in rows if row not in text] == []


def test_messages_follow_the_style_of_one_sentence_without_a_full_stop() -> None:
    texts = [text for _, spec in ERRORS for text in (spec.message, spec.hint)]
    assert [text for text in texts if text.endswith(".")] == []


def test_every_error_says_what_to_do_next() -> None:
    assert [code for code, spec in ERRORS if not spec.hint] == []
