"""What an import put into a manifest is asked for, and one click takes a skill's words."""

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.importing.imported import import_files
from packformat.judgement import judge_pack

SKILL = b"---\nname: close\ndescription: Closes a month's books in five days\n---\nDo it.\n"
RULE = "manifest/placeholder"


def test_an_imported_skill_is_asked_for_its_summary_licence_and_author_and_takes_its_own_words() -> None:
    imported = import_files([Entry("close/SKILL.md", SKILL)], "close")
    report = judge_pack(imported.entries).report
    asked = [found for found in report.findings if found.rule == RULE]
    assert {found.severity for found in asked} == {"warning"}
    assert all(found.fix and found.line for found in asked)
    assert len(asked) == 3
    mended = apply_edits(imported.entries, [found.edit for found in asked if found.edit])
    report, built, _ = judge_pack(mended)
    assert built is not None
    assert built.manifest.summary == "Closes a month's books in five days"
    assert len([found for found in report.findings if found.rule == RULE]) == 2


def test_a_skill_whose_words_are_no_summary_changes_nothing_by_itself() -> None:
    skill = Entry("close/SKILL.md", SKILL.replace(b"Closes a month's books in five days", b"Short"))
    imported = import_files([skill], "close")
    report = judge_pack(imported.entries).report
    assert [found.edit for found in report.findings if found.rule == RULE] == [None, None, None]
