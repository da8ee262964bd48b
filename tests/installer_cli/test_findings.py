from __future__ import annotations

import io

from installer_cli.console import Console
from installer_cli.findings import count_words, show_findings

FINDINGS = [
    {
        "rule": "text/hidden",
        "severity": "error",
        "path": "a.md",
        "line": 3,
        "message": "hidden",
        "fix": "remove",
    },
    {"rule": "pack/readme", "severity": "hint", "path": "", "line": 0, "message": "no README", "fix": ""},
    {"rule": "text/bidi", "severity": "error", "path": "b.md", "line": 0, "message": "bidi", "fix": ""},
]


def test_each_finding_is_a_line_with_its_place_and_what_to_do() -> None:
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), FINDINGS)
    assert out.getvalue().splitlines() == [
        "error[text/hidden]: a.md:3: hidden",
        "  remove",
        "hint[pack/readme]: no README",
        "error[text/bidi]: b.md: bidi",
    ]


def test_findings_are_counted_in_words() -> None:
    assert count_words(FINDINGS) == "2 errors, 1 hint"
    assert count_words([]) == ""
