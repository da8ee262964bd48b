"""Signs that were saved in the wrong encoding are told from control characters that somebody put there."""

import pytest

from packformat.archive import Entry
from packformat.rules import garbled, run_rules

GARBLED, TYPED = "Ã\x81", "\x81"


def told(*texts: str) -> list[tuple[str, str, int]]:
    """What rules say of garbled signs, of control characters, and of what they did not read."""
    report = run_rules(Entry(f"{number}.md", text.encode()) for number, text in enumerate(texts))
    rules = {"text/garbled", "text/control", "text/unread"}
    return [(found.rule, found.path, found.line) for found in report.findings if found.rule in rules]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a\n{GARBLED}", [("text/garbled", 2)]),
        (f"a{TYPED}\n{GARBLED}", [("text/control", 1), ("text/garbled", 2)]),
        (f"{GARBLED}\n{GARBLED}a\n{TYPED}", [("text/control", 3), ("text/garbled", 1)]),
        (f"{GARBLED}\n\x07{TYPED}", [("text/control", 2), ("text/garbled", 1)]),
        (f"{TYPED}\n\x07", [("text/control", 1)]),
        (f"é—{GARBLED}", [("text/control", 1)]),
        (f"é {GARBLED}{GARBLED}", [("text/garbled", 1)]),
    ],
)
def test_a_run_of_signs_is_garbled_as_a_whole_or_was_typed(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert sorted((rule, line) for rule, _, line in told(text)) == expected


def test_a_pack_with_too_many_such_runs_waits_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbled, "_MOST_RUNS", 3)
    assert told(f"{GARBLED} {GARBLED} {GARBLED}") == [("text/garbled", "0.md", 1)]
    more = told(f"{GARBLED} {GARBLED} {GARBLED} {TYPED}", "said", GARBLED)
    assert more == [("text/unread", "0.md", 0), ("text/garbled", "0.md", 1)]
