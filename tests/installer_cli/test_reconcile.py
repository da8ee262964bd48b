"""The edit matrix: whatever the user wrote, and whatever is done next, no byte is lost none silently."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli, Result
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

FILES = {
    "skill": "skills/close/SKILL.md",
    "reference": "skills/close/references/steps.md",
    "agent": "agents/checker.md",
    "command": "commands/close.md",
    "hook": "hooks/hooks.json",
    "style": "output-styles/plain.md",
    "memory": "memory/chart/accounts.md",
}
"""A file of every kind, by its path in the pack."""
MINE = "a line that only the user could write\n"
HEAD, MIDDLE, TAIL = "first\n", "\nin the middle\n", "\nlast\n"


def text(version: str, kind: str) -> str:
    """The pack's text in each version: 2.0.0 changes the end, 3.0.0 the beginning, where the user writes."""
    if kind == "hook":
        return json.dumps({"hooks": {}, "description": version}, indent=1) + "\n"
    head = "---\nname: close\ndescription: Close.\n---\n" if kind == "skill" else ""
    first = "FIRST\n" if version == "3.0.0" else HEAD
    last = TAIL if version == "1.0.0" else "\nLAST\n"
    return head + first + MIDDLE + last


@pytest.fixture
def versions(registry: RegistrySimulator) -> RegistrySimulator:
    for version in ("1.0.0", "2.0.0", "3.0.0"):
        registry.publish("close", version, files={path: text(version, kind) for kind, path in FILES.items()})
    return registry


def place(kind: str) -> str:
    """Where a file is that the user edits: of a memory, the copy that is loaded."""
    if kind == "memory":
        return ".claude/memory/close/chart/accounts.md"
    return f".claude/skills/close/{FILES[kind]}"


def edited(kind: str, version: str = "1.0.0") -> str:
    """The user's line goes below the pack's first."""
    if kind == "hook":
        return text(version, kind).replace("{\n", "{\n" + f' "mine": "{MINE.strip()}",\n', 1)
    return text(version, kind).replace(HEAD, HEAD + MINE, 1)


def install(cli: Cli, version: str = "1.0.0") -> None:
    cli.ok("install", f"close@{version}", "--allow", "all")


STEPS = {
    "reinstall": ("install", "close"),
    "update": ("install", "close@2.0.0"),
    "clash": ("install", "close@3.0.0"),
    "uninstall": ("uninstall", "close"),
    "undo": ("undo",),
}


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("step", STEPS)
def test_a_users_line_outlives_whatever_is_done_next_and_is_spoken_of(cli: Cli, kind: str, step: str) -> None:
    install(cli)
    cli.path(place(kind)).write_text(edited(kind))
    result = cli(*STEPS[step])
    assert MINE.strip() in cli.path(place(kind)).read_text()
    assert place(kind) in result.err
    assert result.code in (0, 9)


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", FILES)
def test_a_users_line_outlives_a_downgrade(cli: Cli, kind: str) -> None:
    install(cli, "2.0.0")
    cli.path(place(kind)).write_text(edited(kind, "2.0.0"))
    result = cli("install", "close@1.0.0")
    assert MINE.strip() in cli.path(place(kind)).read_text()
    assert place(kind) in result.err


def is_json(kind: str) -> bool:
    return kind == "hook"


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", [kind for kind in FILES if not is_json(kind)])
def test_changes_in_different_places_are_merged(cli: Cli, kind: str) -> None:
    install(cli)
    cli.path(place(kind)).write_text(edited(kind))
    result = cli.ok("install", "close@2.0.0")
    assert cli.path(place(kind)).read_text() == edited(kind, "2.0.0")
    assert f"merged with your changes: {place(kind)}" in result.err
    assert cli("verify").code in (0, 9)


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", [kind for kind in FILES if kind not in ("memory", "hook")])
def test_changes_in_the_same_place_leave_the_users_text_and_a_report(cli: Cli, kind: str) -> None:
    install(cli)
    cli.path(place(kind)).write_text(edited(kind))
    result = cli("install", "close@3.0.0")
    assert result.code == 9
    assert cli.path(place(kind)).read_text() == edited(kind)
    assert "error[E_CONFLICT_EDITED]: 1 file that you changed" in result.err
    assert f"\n  {place(kind)}\n" in result.err
    assert cli.ok("list").out == "close 3.0.0\n"
    assert cli.ok("resolve").out == f"{place(kind)}\n"


@pytest.mark.usefixtures("versions")
def test_a_living_memory_has_no_conflicts(cli: Cli) -> None:
    install(cli)
    cli.path(place("memory")).write_text(edited("memory"))
    cli.ok("install", "close@3.0.0")
    merged = cli.path(place("memory")).read_text()
    assert MINE in merged
    assert "FIRST\n" in merged
    assert "\nLAST\n" in merged


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("version", ["2.0.0", "3.0.0"])
def test_an_undone_update_brings_back_the_users_very_bytes(cli: Cli, kind: str, version: str) -> None:
    install(cli)
    cli.path(place(kind)).write_text(edited(kind))
    before = cli.tree()
    cli("install", f"close@{version}")
    cli.ok("undo")
    assert cli.tree() == before
    assert cli.ok("list").out == "close 1.0.0\n"


@pytest.mark.usefixtures("versions")
def test_an_undo_can_be_undone(cli: Cli) -> None:
    install(cli)
    cli.path(place("skill")).write_text(edited("skill"))
    cli.ok("install", "close@2.0.0")
    after = cli.tree()
    cli.ok("undo")
    cli.ok("undo")
    assert cli.tree() == after


@pytest.mark.usefixtures("versions")
def test_what_was_written_after_an_update_outlives_its_undo(cli: Cli) -> None:
    install(cli)
    cli.ok("install", "close@2.0.0")
    path = cli.path(place("reference"))
    path.write_text(path.read_text().replace(HEAD, HEAD + MINE))
    result = cli.ok("undo")
    assert path.read_text() == edited("reference", "1.0.0")
    assert f"merged with your changes: {place('reference')}" in result.err


@pytest.mark.usefixtures("versions")
def test_an_undone_uninstall_brings_the_edited_pack_back(cli: Cli) -> None:
    install(cli)
    cli.path(place("skill")).write_text(edited("skill"))
    before = cli.tree()
    cli.ok("uninstall", "close")
    cli.ok("undo")
    assert cli.tree() == before


@pytest.mark.usefixtures("versions")
def test_an_edit_of_what_an_uninstall_left_behind_outlives_its_undo(cli: Cli) -> None:
    install(cli)
    cli.path(place("skill")).write_text(edited("skill"))
    cli.ok("uninstall", "close")
    cli.path(place("skill")).write_text(edited("skill") + "more\n")
    cli.ok("undo")
    assert cli.path(place("skill")).read_text() == edited("skill") + "more\n"


@pytest.mark.usefixtures("versions")
def test_rolling_back_takes_several_runs_at_once(cli: Cli) -> None:
    install(cli)
    cli.path(place("skill")).write_text(edited("skill"))
    before = cli.tree()
    cli.ok("install", "close@2.0.0")
    cli("install", "close@3.0.0")
    cli.ok("rollback", "1")
    assert cli.tree() == before
    cli.ok("rollback", "0")
    assert cli.ok("list").out == ""
    assert cli.path(place("skill")).read_text() == edited("skill")


# --- ending a conflict -----------------------------------------------------------------------------------


@pytest.fixture
def conflict(cli: Cli, versions: RegistrySimulator, url: str) -> str:
    assert versions.releases
    assert url
    install(cli)
    cli.path(place("agent")).write_text(edited("agent"))
    assert cli("install", "close@3.0.0").code == 9
    return place("agent")


def resolve(cli: Cli, *argv: str) -> Result:
    result = cli.ok("resolve", *argv)
    assert cli.ok("resolve").out == ""
    return result


def test_the_users_text_can_be_left_as_it_is(cli: Cli, conflict: str) -> None:
    resolve(cli, "--mine", conflict)
    assert cli.path(conflict).read_text() == edited("agent")


def test_the_packs_text_can_be_taken_and_the_users_brought_back(cli: Cli, conflict: str) -> None:
    resolve(cli, "--theirs", "--all")
    assert cli.path(conflict).read_text() == text("3.0.0", "agent")
    cli.ok("undo")
    assert cli.path(conflict).read_text() == edited("agent")
    assert cli.ok("resolve").out == f"{conflict}\n"


def test_both_texts_can_be_written_between_markers(cli: Cli, conflict: str) -> None:
    resolve(cli, "--marked", conflict)
    marked = cli.path(conflict).read_text()
    assert "<<<<<<< yours\nfirst\n" + MINE in marked
    assert "=======\nFIRST\n>>>>>>> close 3.0.0\n" in marked
    cli.ok("undo")
    assert cli.path(conflict).read_text() == edited("agent")


def test_an_unresolved_conflict_is_tried_again_with_the_next_version(
    cli: Cli, conflict: str, registry: RegistrySimulator
) -> None:
    files = {path: text("2.0.0", kind) for kind, path in FILES.items()}
    registry.publish("close", "4.0.0", files=files)
    cli.ok("install", "close@4.0.0")
    assert cli.path(conflict).read_text() == edited("agent", "2.0.0")
    assert cli.ok("resolve").out == ""


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("--mine", "none.md"), 3, "E_NO_CONFLICT"),
        (("--mine",), 2, "E_USAGE_MISSING"),
        (("--mine", "--theirs", "--all"), 2, "E_USAGE_VALUE"),
        ((".claude/x",), 2, "E_USAGE_VALUE"),
    ],
)
@pytest.mark.usefixtures("conflict")
def test_what_cannot_be_resolved_is_said(cli: Cli, argv: tuple[str, ...], code: int, said: str) -> None:
    result = cli("resolve", *argv)
    assert result.code == code
    assert said in result.err


# --- seeded files ------------------------------------------------------------------------------------------


def test_a_seeded_file_is_placed_once_and_then_the_users(cli: Cli, registry: RegistrySimulator) -> None:
    owned = '\n[ownership]\n"templates/" = "seeded"\n'
    for version in ("1.0.0", "2.0.0"):
        registry.publish_owned(
            "close", version, owned, {"templates/a.md": f"{version}\n", "templates/b.md": "b\n"}
        )
    install(cli)
    mine, gone = (
        cli.path(".claude/skills/close/templates/a.md"),
        cli.path(".claude/skills/close/templates/b.md"),
    )
    gone.unlink()
    cli.ok("install", "close@2.0.0")
    assert mine.read_text() == "1.0.0\n"
    assert not gone.exists()
    cli.ok("install")
    assert not gone.exists()
    cli.ok("uninstall", "close")
    assert not mine.exists()
