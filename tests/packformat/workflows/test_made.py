from packformat.archive import Entry
from packformat.build import build_pack
from packformat.workflows.made import workflow_files
from tests.support.rule_cases import sound_pack
from tests.support.workflows import PATH, SOMETIMES, TEXT

SKILL = """---
name: workflow-close
description: "Close a month. When a month has ended, until the controller has locked it"
---

# Close a month

"""
LAST = """## 3. Tie the balances

- Role: preparer
- Begins: after step 1, step 2
- Needs: papers; count sheet
- Gives: schedules

Account by account, the oldest difference first.

**Gate:** Every balance ties (decided by `gate:bank`). If it does not hold, go back to step 1.

## 4. Review and lock

- Role: controller
- Begins: after step 3
- Needs: schedules

**Gate:** The controller has signed (a person decides). If it does not hold, go back to step 4.
"""


def test_a_workflow_becomes_a_skill_with_its_steps_in_order_and_a_command_that_begins_it() -> None:
    made = {path: data.decode() for path, data in workflow_files({PATH: TEXT.encode()}).items()}
    skill, command = made["skills/workflow-close/SKILL.md"], made["commands/run-close.md"]
    assert skill.startswith(SKILL)
    assert skill.endswith(LAST)
    assert "- Role: warehouse\n- Begins: at once\n- Gives: count sheet\n" in skill
    assert "Follow the skill `workflow-close` of this plugin" in command
    assert command.rstrip().endswith("whether it is there.")


def test_one_that_cannot_be_followed_becomes_nothing() -> None:
    cyclic = TEXT.replace('needs = ["bank statement"]', 'after = ["review"]')
    assert workflow_files({PATH: cyclic.encode()}) == {}


def test_the_build_adds_both_always_the_same_and_never_in_the_place_of_an_authors_file() -> None:
    entries = [Entry(path, data) for path, data in {**sound_pack(), PATH: TEXT.encode()}.items()]
    built = build_pack(entries)
    assert {"skills/workflow-close/SKILL.md", "commands/run-close.md"} <= set(built.added)
    assert build_pack(list(reversed(entries))).digest == built.digest
    assert ("workflow", "close") in {(part.kind, part.name) for part in built.components}
    own = build_pack([*entries, Entry("commands/run-close.md", b"My own way.\n")])
    assert "commands/run-close.md" not in own.added


def test_a_step_for_some_cases_says_which_and_that_it_counts_as_done_in_the_others() -> None:
    skill = workflow_files({PATH: SOMETIMES.encode()})["skills/workflow-close/SKILL.md"].decode()
    assert "- Role: warehouse\n- Only when: goods are kept\n- Begins: at once\n" in skill
    assert "counts as done in every other" in skill
    assert (
        "counts as done"
        not in workflow_files({PATH: TEXT.encode()})["skills/workflow-close/SKILL.md"].decode()
    )
