"""Units: what of a pack is taken together or not at all."""

from hypothesis import given

from packformat.archive import Entry
from packformat.taking.select import select
from packformat.taking.units import Units, label_of
from tests.support.counting import calls_in
from tests.support.strategies import trees


def units(*paths: str) -> dict[str, list[str]]:
    return Units(Entry(path, b"{}") for path in paths).files


def test_a_component_is_a_unit_with_all_that_is_in_its_folder() -> None:
    assert units("skills/a/SKILL.md", "skills/a/references/x.md", "commands/tax/vat.md") == {
        "skill:a": ["skills/a/SKILL.md", "skills/a/references/x.md"],
        "command:tax:vat": ["commands/tax/vat.md"],
    }


def test_a_folder_beside_the_components_is_a_unit_and_so_is_a_file_by_itself() -> None:
    assert units(
        "scripts/a.py", "scripts/lib/b.py", "criteria.toml", "hooks/guard.py", "hooks/hooks.json"
    ) == {
        "criteria.toml": ["criteria.toml"],
        "scripts/": ["scripts/a.py", "scripts/lib/b.py"],
        "hooks/": ["hooks/guard.py"],
        "hook:hooks": ["hooks/hooks.json"],
    }


def test_what_lies_among_components_and_is_none_is_a_unit_of_its_own() -> None:
    assert units("skills/shared/util.md", "skills/README.md", "skills/shared/b.md") == {
        "skills/README.md": ["skills/README.md"],
        "skills/shared/": ["skills/shared/b.md", "skills/shared/util.md"],
    }


def test_a_component_inside_another_goes_with_it_and_can_be_taken_alone() -> None:
    plugin = Entry(".claude-plugin/plugin.json", b'{"skills": ["./skills/a/more/b"]}')
    pages = [Entry(f"skills/{path}/SKILL.md", b"x") for path in ("a", "a/more/b")]
    found = Units([plugin, *pages])
    assert found.files["skill:a"] == ["skills/a/SKILL.md", "skills/a/more/b/SKILL.md"]
    assert found.files["skill:b"] == ["skills/a/more/b/SKILL.md"]
    assert select([plugin, *pages], ["skill:b"]).left_out == (found.components[0],)
    assert select([plugin, *pages], ["skill:a"]).left_out == ()


def test_a_page_that_a_manifest_calls_a_command_too_is_the_skill_alone() -> None:
    plugin = Entry(".claude-plugin/plugin.json", b'{"commands": ["./skills/a", "./skills/b"]}')
    found = Units([plugin, Entry("skills/a/SKILL.md", b"x"), Entry("skills/b/SKILL.md", b"x")])
    assert [label_of(part) for part in found.components] == ["skill:a", "skill:b"]


def test_what_the_pack_is_and_its_licence_go_with_every_part() -> None:
    found = Units(
        Entry(path, b"{}")
        for path in (
            "pack.toml",
            ".claude-plugin/plugin.json",
            ".mcp.json",
            "LICENSE",
            "notice.txt",
            "README.md",
        )
    )
    assert sorted(found.always) == [
        *(".claude-plugin/plugin.json", ".mcp.json", "LICENSE", "notice.txt", "pack.toml"),
    ]


@given(trees)
def test_every_file_belongs_to_one_unit(tree: list[Entry]) -> None:
    found = Units(tree)
    assert sorted(path for paths in found.files.values() for path in paths) == sorted(found.entries)


def test_twice_as_many_files_and_components_are_twice_the_work_and_no_more() -> None:
    def calls(count: int) -> int:
        pages = [Entry(f"skills/s{number}/SKILL.md", b"x") for number in range(count)]
        files = [Entry(f"skills/s{number % count}/{number}.md", b"x") for number in range(10 * count)]
        return calls_in(lambda: Units([*pages, *files]))

    few, some, more = calls(20), calls(40), calls(80)
    assert more - some <= 2.2 * (some - few)
