"""A pack as it would be published, with every rule's word on it."""

from packformat.archive import Entry
from packformat.findings import REJECTED
from packformat.judgement import UNBUILDABLE, judge_pack
from tests.support.rule_cases import sound_pack


def entries(**changes: bytes) -> list[Entry]:
    return [Entry(path, data) for path, data in {**sound_pack(), **changes}.items()]


def test_the_verdict_is_about_the_archive_that_was_built() -> None:
    report, built = judge_pack(entries())
    assert built is not None
    assert report.digest == built.digest


def test_what_was_made_by_the_build_is_looked_at_too() -> None:
    _, built = judge_pack(entries())
    assert built is not None
    assert judge_pack(built.entries).report == judge_pack(entries()).report


def test_a_refused_pack_is_not_handed_out() -> None:
    report, built = judge_pack(entries(**{"hooks/hooks.json": b"{"}))
    assert (report.verdict, built) == (REJECTED, None)
    assert report.digest is not None


def test_what_keeps_a_pack_from_being_built_is_told_once() -> None:
    report, built = judge_pack(entries(**{"pack.toml": b"name = "}))
    assert (report.digest, built) == (None, None)
    assert [found.code for found in report.findings if found.severity == "error"] == ["E_MANIFEST_SYNTAX"]
    twice, _ = judge_pack(entries(**{".claude-plugin/plugin.json": b'{"name": "other"}'}))
    [found] = [found for found in twice.findings if found.severity == "error"]
    assert (found.rule, found.code) == (UNBUILDABLE, "E_IDENTITY_MISMATCH")


def test_a_folder_gives_its_name_to_a_pack_without_one() -> None:
    skill = Entry("skills/close/SKILL.md", b"---\ndescription: Closes the month\n---\n")
    _, built = judge_pack([skill], folder="Month End")
    assert built is not None
    assert built.manifest.name == "month-end"
