"""From the components that somebody named to all that these need, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.archive import Entry
from packformat.taking.select import Selection, select
from packformat.taking.units import label_of

PAGE = "---\nname: x\ndescription: Use it.\n---\n\n{}\n"
FILES = {
    "pack.toml": "schema = 1\n",
    "LICENSE": "Do as you like.\n",
    "README.md": "Skills: the skill tie-out, the skill flux.\n",
    "skills/tie-out/SKILL.md": PAGE.format("Read [how](references/how.md), follow the skill `flux`."),
    "skills/tie-out/references/how.md": "As it says.\n",
    "skills/flux/SKILL.md": PAGE.format("Run `python3 ${CLAUDE_PLUGIN_ROOT}/scripts/flux.py`."),
    "skills/alone/SKILL.md": PAGE.format("Do it."),
    "skills/shared/terms.md": "Terms.\n",
    "agents/reader.md": PAGE.format("See ../skills/shared/terms.md and the sample `blank form.csv`."),
    "commands/start.md": PAGE.format("Hand it to the agent reader. Keep `rates.csv` at hand."),
    "commands/tax/vat.md": PAGE.format("Work with /start, from .claude/skills/close/templates/"),
    "scripts/flux.py": 'import lib\nopen(PACK / "memory" / "rules" / "limits.json")\n',
    "scripts/lib.py": 'ROOT / "schemas"\n',
    "schemas/flux.json": "{}\n",
    "templates/letter.md": "Dear all, the skill alone\n",
    "data/rates.csv": "a,b\n",
    "forms/blank form.csv": "a,b\n",
    "memory/rules/index.md": "Limits. The gate `alone` decides.\n",
    "memory/rules/limits.json": "{}\n",
    "memory/notes/index.md": "Notes.\n",
    "hooks/hooks.json": '{"hooks": {"Stop": [{"hooks": [{"command": "${CLAUDE_PLUGIN_ROOT}/hooks/g.py"}]}]}}',
    "hooks/g.py": "pass\n",
    "connectors/bank-feed.json": '{"fallback": {"sample": "examples/good/bank.csv"}}',
    "examples/good/bank.csv": "a\n",
    "examples/good/example.toml": 'why = "the skill alone"\n',
    "examples/bad/example.toml": "x = 1\n",
    "loops/close.toml": 'goal = "done"\n[check]\ncommand = ["true"]\n',
    "conventions/papers.toml": 'title = "Papers"\n',
    "memory/naming-conventions/names.md": "Papers are named so.\n",
    "skills/loop-close/SKILL.md": PAGE.format("Until it is done."),
    "workflows/monthly.toml": "title = 'Monthly'\n",
    "skills/workflow-monthly/SKILL.md": PAGE.format("In this order."),
    "commands/run-monthly.md": "Begin.\n",
    "personas/ada.toml": "title = 'How Ada thinks'\n",
    "skills/persona-ada/SKILL.md": PAGE.format("Not Ada."),
}


def entries(more: dict[str, str] | None = None) -> list[Entry]:
    return [Entry(path, text.encode()) for path, text in {**FILES, **(more or {})}.items()]


def taken(selection: Selection) -> set[str]:
    return {label_of(part) for part in selection.taken}


@pytest.mark.parametrize(
    ("label", "components", "beside"),
    [
        ("skill:alone", set(), set()),
        ("memory:notes", set(), set()),
        ("skill:tie-out", {"skill:flux", "memory:rules"}, {"scripts/", "schemas/"}),
        ("skill:flux", {"memory:rules"}, {"scripts/", "schemas/"}),
        ("agent:reader", set(), {"skills/shared/", "forms/"}),
        ("command:start", {"agent:reader"}, {"skills/shared/", "forms/", "data/"}),
        (
            "command:tax:vat",
            {"command:start", "agent:reader", "skill:alone"},
            {"skills/shared/", "forms/", "data/", "templates/"},
        ),
        ("hook:hooks", set(), {"hooks/"}),
        ("connector:bank-feed", {"example:good"}, set()),
        ("loop:close", {"skill:loop-close"}, set()),
        ("workflow:monthly", {"skill:workflow-monthly", "command:run-monthly"}, set()),
        ("command:run-monthly", {"skill:workflow-monthly", "workflow:monthly"}, set()),
        ("skill:loop-close", {"loop:close"}, set()),
        ("persona:ada", {"skill:persona-ada"}, set()),
        ("skill:persona-ada", {"persona:ada"}, set()),
        ("convention:papers", {"memory:naming-conventions"}, set()),
    ],
)
def test_a_component_brings_what_its_files_mention_and_no_more(
    label: str, components: set[str], beside: set[str]
) -> None:
    selection = select(entries(), [label])
    assert taken(selection) == {label, *components}
    assert set(selection.needed_by) == {*components, *beside}
    assert {"pack.toml", "LICENSE"} <= selection.paths
    assert "README.md" not in selection.paths


def test_it_is_told_who_needs_what_and_what_is_left_out() -> None:
    selection = select(entries(), ["skill:tie-out"])
    assert selection.needed_by["skill:flux"] == "skill:tie-out"
    assert selection.needed_by["scripts/"] == "skill:flux"
    left = {label_of(part) for part in selection.left_out}
    assert {"hook:hooks", "example:bad", "skill:alone"} <= left
    assert not left & taken(selection)


@pytest.mark.parametrize("tool", ["mcp__bank-feed__lines", "mcp__plugin_close_bank-feed__lines"])
def test_a_tool_brings_the_connector_of_its_server(tool: str) -> None:
    page = f"---\nname: x\ndescription: Use it.\nallowed-tools: {tool}\n---\n\nDo it.\n"
    selection = select(entries({"commands/feed.md": page}), ["command:feed"])
    assert "connector:bank-feed" in taken(selection)
    assert selection.says("bank-feed")


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("as ledger-core describes", True),
        ("from ledger_core import x", True),
        ("of Ledger-Core's", True),
        ("a ledger", False),
    ],
)
def test_another_pack_is_needed_where_its_name_is_said(text: str, needed: bool) -> None:  # noqa: FBT001 - a row
    selection = select(entries({"commands/x.md": PAGE.format(text)}), ["command:x"])
    assert selection.says("ledger-core") is needed


@pytest.mark.parametrize(
    "text",
    [
        "it lies in skills/",
        "the word memory, or examples",
        "index.md or SKILL.md",
        "https://example.com/start.html",
        "alone we stand; alone.",
    ],
)
def test_what_could_mean_anything_means_nothing(text: str) -> None:
    selection = select(entries({"commands/x.md": PAGE.format(text)}), ["command:x"])
    assert selection.needed_by == {}


def test_a_label_that_the_pack_does_not_have_selects_nothing() -> None:
    selection = select(entries(), ["skill:nothing", "command:vat"])
    assert selection.taken == ()
    assert selection.paths == {"pack.toml", "LICENSE"}


LABELS = [label_of(part) for part in (*select(entries(), []).left_out,)]


@given(st.sets(st.sampled_from(LABELS)), st.sets(st.sampled_from(LABELS)))
def test_parts_one_after_the_other_are_their_union(one: set[str], other: set[str]) -> None:
    both = select(entries(), {*one, *other})
    apart = [select(entries(), labels) for labels in (one, other)]
    assert both.paths == apart[0].paths | apart[1].paths
    assert taken(both) == taken(apart[0]) | taken(apart[1])
    assert both.words == apart[0].words | apart[1].words


@given(st.sets(st.sampled_from(LABELS)))
def test_what_is_needed_needs_nothing_more(labels: set[str]) -> None:
    once = select(entries(), labels)
    assert select(entries(), taken(once)).paths <= once.paths
