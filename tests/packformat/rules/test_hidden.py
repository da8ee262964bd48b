"""What cannot be seen is found, however often it stands on a line; programs end lines as their readers do."""

import pytest

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.rules import hidden, run_rules
from tests.support.rule_cases import sound_pack


@pytest.mark.parametrize(("executable", "said"), [(True, 1), (False, 0)])
def test_a_program_in_another_language_is_told_of_where_it_starts_by_itself(
    *, executable: bool, said: int
) -> None:
    script = Entry("scripts/tie.py", b"#!/usr/bin/env python3\r\nprint(1)\r\n", executable)
    entries = [*(Entry(path, data) for path, data in sound_pack().items()), script]
    found = [one for one in run_rules(entries).findings if one.rule == "text/line-ends"]
    assert len(found) == said
    mended = apply_edits([script], [one.edit for one in found if one.edit])
    assert mended == ([script._replace(data=b"#!/usr/bin/env python3\nprint(1)\n")] if said else [script])


def test_a_line_is_asked_once_whether_it_sets_words_apart_lawfully(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for each of its marks, a line of a megabyte kept a worker busy for half a minute."""
    asked = []
    lawful = hidden._isolates_words
    monkeypatch.setattr(hidden, "_isolates_words", lambda line: asked.append(line) or lawful(line))
    lines = ("\u05d0 \u2066abc\u2069 " * 30, "abc \u202e " * 30)
    said = run_rules([Entry("a.md", "\n".join(lines).encode())]).findings
    assert asked == list(lines)
    assert {one.line for one in said if one.rule == "text/bidi"} == {0, 2}
