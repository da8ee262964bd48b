import pytest

from packformat.targets.outside import leads_outside
from tests.packformat.targets.test_carried import FILES, bring

PAGE = "skills/rec/references/notes.md"
AWAY = (
    "[chart](../../../memory/chart.md)",
    "[other](../../tie/SKILL.md)",
    "Run ${CLAUDE_PLUGIN_ROOT}/a.py",
    "$CLAUDE_PLUGIN_ROOT/a",
)
HERE = (
    "[it](../SKILL.md)",
    "[it](../scripts/../SKILL.md#top)",
    "[it](https://example.com/../a)",
    "../../../memory",
    "[it]()",
)


@pytest.mark.parametrize("text", AWAY)
def test_a_page_that_names_a_file_elsewhere_in_the_pack_is_seen(text: str) -> None:
    assert leads_outside(["skills/rec/a.py", PAGE], {PAGE: text.encode()}.__getitem__)


@pytest.mark.parametrize("text", HERE)
def test_one_that_names_what_goes_with_it_is_none(text: str) -> None:
    assert not leads_outside([PAGE], {PAGE: text.encode()}.__getitem__)


def test_the_agent_is_told_which_folder_such_a_page_means() -> None:
    files = {**FILES, "skills/rec/SKILL.md": AWAY[0].encode()}
    (part,) = bring("codex", files=files).parts
    assert part.text.startswith(
        "## close\n\nThe pack close lies whole in `.claude/skills/close`. Where a skill or command "
    )
    assert "Read these before you begin:" in part.text
    (part,) = bring("gemini", files=files).parts
    index, gap, told = part.text.rstrip("\n").split("\n")
    assert (index, gap) == ("@./.claude/memory/close/index.md", "")
    assert told.endswith("and `${CLAUDE_PLUGIN_ROOT}` is that folder.")
    alone = bring("gemini", files={"skills/rec/SKILL.md": AWAY[0].encode()}).parts
    assert [one.text for one in alone] == [f"{told}\n"]
