"""A pack as it would be published, with every rule's word on it."""

import json

import pytest

from packformat.archive import Entry
from packformat.findings import ACCEPTED, HELD, REJECTED
from packformat.judgement import UNBUILDABLE, judge_pack, make_ready
from packformat.paths import DEFAULT_LIMITS
from packformat.reader.sign_table import SIGNS
from tests.packformat.hostile.controls import CONTROLS, Control
from tests.packformat.hostile.packs import CONTENT, MANIFESTS, HostilePack
from tests.support.counting import calls_in
from tests.support.refusals import assert_readable_lines
from tests.support.rule_cases import sound_pack


def entries(**changes: bytes) -> list[Entry]:
    return [Entry(path, data) for path, data in {**sound_pack(), **changes}.items()]


def test_once_a_process_is_ready_no_pack_waits_for_a_sign_to_be_compiled() -> None:
    make_ready()
    assert all("_searches" in vars(one) for one in SIGNS.values())


def test_the_verdict_is_about_the_archive_that_was_built() -> None:
    report, built, _ = judge_pack(entries())
    assert built is not None
    assert report.digest == built.digest


def test_what_was_made_by_the_build_is_looked_at_too() -> None:
    built = judge_pack(entries()).built
    assert built is not None
    assert judge_pack(built.entries).report == judge_pack(entries()).report


def test_a_refused_pack_is_not_handed_out() -> None:
    report, built, _ = judge_pack(entries(**{"hooks/hooks.json": b"{"}))
    assert (report.verdict, built) == (REJECTED, None)
    assert report.digest is not None


def test_every_name_that_keeps_a_pack_from_being_built_is_told_with_all_else() -> None:
    report = judge_pack(entries(**{"a?.md": b"x", "CON.md": b"x", "hooks/hooks.json": b"{"})).report
    told = {(found.rule, found.path) for found in report.findings if found.severity == "error"}
    assert {(UNBUILDABLE, "a?.md"), (UNBUILDABLE, "CON.md"), ("component/json", "hooks/hooks.json")} <= told


def test_a_pack_whose_archive_is_too_large_is_looked_at_all_the_same() -> None:
    given = entries(**{"hooks/hooks.json": b"{"})
    report, built, _ = judge_pack(given, limits=DEFAULT_LIMITS._replace(archive=1000))
    assert (report.digest, built) == (None, None)
    whole = judge_pack(given).report
    [added] = set(report.findings) - set(whole.findings)
    assert (added.code, report.findings, report.not_checked) == (
        "E_TOO_LARGE",
        whole.with_findings([added]).findings,
        whole.not_checked,
    )


def test_a_line_that_names_files_and_shells_everywhere_is_not_tried_in_every_way() -> None:
    """Each place where a file may be named, with each length of name, gap and shell: that took minutes."""
    line = b"curl " + b"-o-o>ab>" * 25 + b" sh " * 20 + b"\n"
    report = judge_pack(entries(**{"skills/close/notes.md": line * 4})).report
    assert report.verdict == ACCEPTED


def test_what_keeps_a_pack_from_being_built_is_told_once() -> None:
    report, built, _ = judge_pack(entries(**{"pack.toml": b"name = "}))
    assert (report.digest, built) == (None, None)
    assert [found.code for found in report.findings if found.severity == "error"] == ["E_MANIFEST_SYNTAX"]
    twice = judge_pack(entries(**{".claude-plugin/plugin.json": b'{"name": "other"}'})).report
    [found] = [found for found in twice.findings if found.severity == "error"]
    assert (found.rule, found.code) == (UNBUILDABLE, "E_IDENTITY_MISMATCH")


def test_a_folder_gives_its_name_to_a_pack_without_one() -> None:
    skill = Entry("skills/close/SKILL.md", b"---\ndescription: Closes the month\n---\n")
    built = judge_pack([skill], folder="Month End").built
    assert built is not None
    assert built.manifest.name == "month-end"


@pytest.mark.parametrize("pack", [*MANIFESTS, *CONTENT], ids=lambda pack: pack.id)
def test_a_hostile_pack_is_stopped_with_its_code_and_a_message_that_names_the_place(
    pack: HostilePack,
) -> None:
    report, built, _ = judge_pack(pack.entries)
    said = [found for found in report.findings if found.code == pack.code]
    assert any(all(name in f"{found.message}\n{found.fix}" for name in pack.names) for found in said), said
    assert {found.severity for found in said} == {pack.severity}
    assert report.verdict in (REJECTED, {"error": REJECTED, "hold": HELD}[pack.severity])
    assert (built is None) == (report.verdict == REJECTED)
    for found in said:
        assert_readable_lines(found.message, found.fix)


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_what_only_looks_hostile_is_accepted(control: Control) -> None:
    report, built, _ = judge_pack(control.entries)
    assert (report.verdict, built is None) == (ACCEPTED, False), report.findings
    assert [found.message for found in report.findings if control.hint not in found.message] == []
    assert bool(report.findings) == bool(control.hint)


def test_a_pack_with_more_front_matter_than_anybody_wrote_is_refused_before_it_is_read() -> None:
    page = b"---\nname: s\nx: [" + b"a," * 5000 + b"]\n---\n"
    report, built, _ = judge_pack(entries(**{f"skills/s{number}/SKILL.md": page for number in range(60)}))
    assert ([found.code for found in report.findings], built) == (["E_TOO_MUCH_WORK"], None)


def calls_while_judging(files: dict[str, bytes]) -> int:
    pack = entries(**files)
    return calls_in(lambda: judge_pack(pack))


PAGE = b"---\nname: s%d\ndescription: Does it\n---\nDo it.\n"
MANY = {
    "skills": ("skills/s%d/SKILL.md", PAGE),
    "agents": ("agents/a%d.md", PAGE),
    "commands": ("commands/c%d.md", b"!`true %d`\n"),
    "memories": ("memory/m%d/index.md", b"@../m1/index.md and @%d.md\n"),
    "evals": ("evals/e%d/prompt.md", b"Do %d\n"),
    "examples": ("examples/e%d/example.toml", b"label = '%d'\n"),
    "files": ("assets/a%d/b.txt", b"%d"),
}


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_many_parts_are_twice_the_work_and_no_more(kind: str) -> None:
    path, data = MANY[kind]

    def made(count: int) -> dict[str, bytes]:
        numbers = range(1000 * count, 1001 * count)
        return {path % number: data.replace(b"%d", b"%d" % number) for number in numbers}

    few, some, more = (calls_while_judging(made(count)) for count in (30, 60, 120))
    assert more - some <= 2.2 * (some - few)


NAMED = {
    "paths": lambda count: {"skills": [f"./assets/a{number}" for number in range(count)]},
    "servers": lambda count: {"mcpServers": {f"s{number}": {"command": "x"} for number in range(count)}},
    "fields": lambda count: {f"field{number}": 1 for number in range(count)},
}


@pytest.mark.parametrize("kind", NAMED)
def test_twice_as_many_names_in_a_manifest_are_twice_the_work_and_no_more(kind: str) -> None:
    def made(count: int) -> dict[str, bytes]:
        plugin = {"name": "month-end", "version": "1.0.0", **NAMED[kind](count)}
        files = {f"assets/a{number}/b.md": b"x" for number in range(count)}
        return {".claude-plugin/plugin.json": json.dumps(plugin).encode(), **files}

    few, some, more = (calls_while_judging(made(count)) for count in (30, 60, 120))
    assert more - some <= 2.2 * (some - few)
