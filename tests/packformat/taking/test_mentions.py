"""What a file mentions: paths, and names as prose, programs and data write them."""

import pytest

from packformat.archive import Entry
from packformat.taking.mentions import MOST_READ, Mentions, mentions_of


def said(text: str, path: str = "skills/a/SKILL.md", kind: str = "skill") -> Mentions:
    return mentions_of(Entry(path, text.encode()), kind)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("see [how](references/how.md)", "references/how.md"),
        ("see [how](references/how.md#part)", "references/how.md"),
        ("run `python3 ${CLAUDE_PLUGIN_ROOT}/scripts/close.py bank`.", "/scripts/close.py"),
        ("Bash(python3 ${CLAUDE_PLUGIN_ROOT}/scripts/close.py:*)", "/scripts/close.py"),
        ("the folder `templates/`, as it is", "templates/"),
        ("@../rules/index.md", "../rules/index.md"),
        ("it ends with rates.csv.", "rates.csv"),
        ("see .claude/skills/close/templates/", "templates/"),
        ("in ~/.claude/memory/close/rules/index.md", "memory/rules/index.md"),
        ("fill in `forms/blank form.csv`", "blank form.csv"),
        ("fill in [this](forms/blank%20form.csv)", "blank form.csv"),
    ],
)
def test_a_path_is_read_without_what_stands_around_it(text: str, path: str) -> None:
    assert path in said(text).paths


def test_what_is_too_long_for_a_path_or_lies_too_far_down_is_data() -> None:
    assert said("a/" * 400 + "b.md").paths == frozenset()
    assert said(" " * MOST_READ + "references/how.md").paths == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "Follow the skill `tie-out` of this pack",
        "Follow the skill **tie-out**",
        "the tie-out skill says how",
        "the `tie-out`\nskill",
        "Skills tie-out and others",
    ],
)
def test_prose_names_a_component_by_its_kind(text: str) -> None:
    assert "skill:tie-out" in said(text, kind="memory").kinds


@pytest.mark.parametrize(
    "text", ["say /tie-out", "say `close:tie-out`", "ask @tie-out", "ask @agent-tie-out"]
)
def test_prose_names_a_component_as_one_calls_it(text: str) -> None:
    assert "tie-out" in said(text, kind="memory").called


@pytest.mark.parametrize("text", ["accept/reject it", "a.b/reject", "in /reject/x", "me@reject"])
def test_a_slash_inside_a_word_or_a_path_calls_nothing(text: str) -> None:
    assert "reject" not in said(text).called


def test_a_name_alone_in_backticks_counts_on_the_pages_that_tell_the_agent_what_to_do() -> None:
    assert "tie-out" in said("first `tie-out`, then write").called
    assert "tie-out" not in said("the gate `tie-out`", "memory/a/x.md", "memory").called
    assert "tie-out" not in said("first tie-out, then write").called


def test_front_matter_names_what_a_client_loads_with_a_page() -> None:
    head = "name: a\ndescription: tie the draft\nskills: [tie-out, {x: [flux]}]\nagent: reader\n"
    page = f"---\n{head}---\n\nDo it.\n"
    assert {"tie-out", "flux", "reader"} <= said(page).called
    assert "draft" not in said(page).called
    assert said("---\nname: a\n").called == frozenset()


def test_a_program_names_what_it_has_in_quotes() -> None:
    found = said('PACK / "memory" / "rules"  # the skill tie-out', "scripts/a.py", "")
    assert found.quoted == {"memory", "rules"}
    assert (found.kinds, found.called) == (frozenset(), frozenset())


def test_data_and_samples_name_nothing_but_paths() -> None:
    for path, kind in (
        ("schemas/a.json", ""),
        ("examples/a/note.md", "example"),
        ("evals/a/prompt.md", "eval"),
    ):
        found = said("the skill tie-out, /tie-out, memory/rules/x.md", path, kind)
        assert (found.kinds, found.called, found.quoted) == (frozenset(),) * 3
        assert "memory/rules/x.md" in found.paths


def test_what_is_no_text_and_pages_for_people_mention_nothing() -> None:
    assert mentions_of(Entry("a.bin", b"\0 skill:x a/b.md"), "") == Mentions()
    assert said("see references/how.md", "README.md", "") == Mentions()
