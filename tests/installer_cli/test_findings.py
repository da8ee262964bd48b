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


def test_of_many_of_one_kind_the_first_are_told_whole_and_of_the_others_the_places() -> None:
    alike = [{**FINDINGS[0], "line": line} for line in range(1, 7)]
    count = {**FINDINGS[0], "path": "", "line": 0, "message": "There are 9 more places like these"}
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), [count, *alike])
    assert out.getvalue().splitlines() == [
        *(
            line
            for number in (1, 2, 3)
            for line in (f"error[text/hidden]: a.md:{number}: hidden", "  remove")
        ),
        "  The same in a.md:4, a.md:5, a.md:6",
        "  There are 9 more places like these",
    ]
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), [{**FINDINGS[0], "line": line} for line in range(20)])
    assert out.getvalue().splitlines()[-1].endswith("a.md:14 and 5 more")
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), alike[:4])
    assert len(out.getvalue().splitlines()) == 8


def test_a_place_is_said_once() -> None:
    told = {**FINDINGS[0], "message": "`a.md` line 3 holds a sign"}
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), [told, *[FINDINGS[0]] * 5])
    first, *_, last = out.getvalue().splitlines()
    assert (first, last) == ("error[text/hidden]: a.md:3: Line 3 holds a sign", "  The same in a.md:3")


def test_of_many_at_one_place_the_others_are_told_by_what_they_say() -> None:
    fields = [{**FINDINGS[0], "line": 0, "message": f"Inferred: {n}"} for n in range(6)]
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), fields)
    assert out.getvalue().splitlines()[-3:] == ["  Inferred: 3", "  Inferred: 4", "  Inferred: 5"]


def test_what_asks_for_different_things_is_told_whole_though_one_rule_has_found_it() -> None:
    fields = [{**FINDINGS[0], "message": f"no {n}", "fix": f"add {n}"} for n in range(6)]
    out = io.StringIO()
    show_findings(Console(out, io.StringIO()), fields)
    assert out.getvalue().count("add ") == 6
    assert "The same" not in out.getvalue()


def test_findings_are_counted_in_words() -> None:
    assert count_words(FINDINGS) == "2 errors, 1 hint"
    assert count_words([]) == ""


def test_a_registry_that_tells_findings_of_another_shape_is_listened_to() -> None:
    out = io.StringIO()
    odd = [{}, {"severity": ["x"], "rule": 3, "path": None, "message": 7, "fix": {}}]
    show_findings(Console(out, io.StringIO()), odd)
    assert "7" in out.getvalue()
    assert count_words(odd) == ""
