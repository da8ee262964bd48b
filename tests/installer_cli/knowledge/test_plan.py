"""What tidying would change is known before, and can be taken back byte for byte."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installer_cli.knowledge import plan, texts, tidy
from installer_cli.knowledge.plan import carry_out, plan_tidy, undo_tidy
from installer_cli.project import Project
from installer_cli.receipt import read_receipts
from packformat.digest import Digest
from packformat.errors import CtxpackError
from tests.support.bad_installs import files_of_at_most
from tests.support.wikis import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

TWICE = "- the same thing said\n- the same thing said\n"


def test_managed_files_sources_and_data_are_left_alone(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    registry.publish(
        "close",
        files={
            "memory/rules/a.md": TWICE,
            "memory/rules/memory.toml": 'kind = "domain"\ntitle = "T"\nownership = "managed"\n',
            "memory/notes/a.md": TWICE,
            "memory/notes/a.csv": TWICE,
            "memory/wiki/schema.md": TWICE,
            "memory/wiki/raw/a.md": TWICE,
            "memory/wiki/wiki/a.md": TWICE,
        },
    )
    cli.ok("install close")
    write(cli.project, ".claude/memory/close/notes/archive/old.md", TWICE)
    write(cli.project, ".claude/memory/close/mine.md", TWICE)
    project = Project(str(cli.project))
    changes = plan_tidy(project, read_receipts(project).values())
    assert [change.path for change in changes] == [
        f".claude/memory/close/{path}" for path in ("mine.md", "notes/a.md", "wiki/wiki/a.md")
    ]


def test_old_entries_of_what_is_always_loaded_go_into_an_archive_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "MOST_LINES", 1)
    log = "- 2026-01-01 a\n- 2026-02-01 b\n"
    write(tmp_path, ".claude/memory/p/index.md", "@notes/log.md\n")
    write(tmp_path, ".claude/memory/p/notes/log.md", log)
    write(tmp_path, ".claude/memory/p/notes/other.md", log)
    write(tmp_path, ".claude/memory/p/notes/archive/log.md", "- 2025-01-01 z\n")
    project = Project(str(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    changes = plan_tidy(project, [])
    carry_out(project, changes)
    read = {change.path.rpartition("p/")[2]: project.read(change.path).decode() for change in changes}
    assert read == {
        "notes/log.md": "- 2026-02-01 b\n",
        "notes/archive/log.md": "- 2025-01-01 z\n- 2026-01-01 a\n",
    }
    assert plan_tidy(project, []) == []
    assert sorted(undo_tidy(project)) == sorted(change.path for change in changes)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before


def test_a_new_archive_is_gone_after_undo_and_what_changed_since_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "MOST_LINES", 0)
    write(tmp_path, ".claude/memory/p/index.md", "@a.md\n")
    write(tmp_path, ".claude/memory/p/a.md", "- 2026-01-01 a\n")
    project = Project(str(tmp_path))
    carry_out(project, plan_tidy(project, []))
    archive = tmp_path / ".claude/memory/p/archive/a.md"
    kept = archive.read_text()
    archive.write_text("mine")
    with pytest.raises(CtxpackError) as caught:
        undo_tidy(project)
    assert caught.value.code == "E_TIDY_CHANGED"
    assert archive.read_text() == "mine"
    archive.write_text(kept)
    undo_tidy(project)
    assert not archive.exists()
    with pytest.raises(CtxpackError) as caught:
        undo_tidy(project)
    assert caught.value.code == "E_TIDY_NONE"


@pytest.mark.parametrize(
    "record",
    [
        '[{"path": "../x", "before": "bad", "after": "%s"}]',
        '[{"path": ".claude/settings.json", "before": "bad", "after": "%s"}]',
        '[{"path": 7, "before": "bad", "after": "%s"}]',
        '[{"path": ".claude/memory/p/a.md", "before": 7, "after": "%s"}]',
        "[]]",
    ],
)
def test_a_record_that_came_with_the_project_reaches_nothing_but_memories(
    tmp_path: Path, record: str
) -> None:
    nothing = str(Digest.of(b""))
    write(tmp_path, "project/.claude/.ctxpack/tidied/0001.json", record.replace("%s", nothing))
    with pytest.raises(CtxpackError) as caught:
        undo_tidy(Project(str(tmp_path / "project")))
    assert caught.value.code == "E_PROJECT_FILE"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["0001.json"]


def test_what_is_no_utf8_and_what_is_too_large_to_look_at_are_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "MOST_LINES", 0)
    monkeypatch.setattr(texts, "LARGEST", 100)
    project = Project(str(tmp_path))
    write(tmp_path, ".claude/memory/p/index.md", "@a.md\n@b.md\n@c.md\n")
    for name in "abc":
        write(tmp_path, f".claude/memory/p/{name}.md", f"- 2026-01-01 {name}\n")
    (tmp_path / ".claude/memory/p/a.md").write_bytes("- 2026-01-01 caf\u00e9\n".encode("latin-1"))
    write(tmp_path, ".claude/memory/p/archive/b.md", "- old\n" * 50)
    (tmp_path / ".claude/memory/p/archive/c.md").write_bytes(b"- old caf\xe9\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    changes = plan_tidy(project, [])
    assert [change.path.rpartition("/p/")[2] for change in changes] == ["b.md", "archive/b.md"]
    assert changes[1].after == "- old\n" * 50 + "- 2026-01-01 b\n"
    carry_out(project, changes)
    undo_tidy(project)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before


@pytest.mark.parametrize("steps", range(4))
def test_a_tidying_that_was_killed_at_any_point_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    for name in "ab":
        write(tmp_path, f".claude/memory/p/{name}.md", TWICE)
    project = Project(str(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}

    def killed(action: Callable[..., object], *arguments: object) -> None:
        """Run it up to the next writing after ``steps``, of which half a file is left."""
        left, whole = list(range(steps)), plan.write_whole

        def write_some(path: str, text: str) -> None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(f"{path}.new").write_text("half")
            left.pop()
            whole(path, text)

        with monkeypatch.context() as patch:
            patch.setattr(plan, "write_whole", write_some)
            with suppress(IndexError, CtxpackError):
                action(*arguments)

    killed(carry_out, project, plan_tidy(project, []))
    killed(undo_tidy, project)
    with suppress(CtxpackError):
        undo_tidy(project)
    found = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    assert found == before


def test_what_lies_among_the_records_and_is_none_stands_in_no_way(tmp_path: Path) -> None:
    for name in ("0001.json.new", "x.json", "README", "\u0662.json"):
        write(tmp_path, f".claude/.ctxpack/tidied/{name}", "")
    write(tmp_path, ".claude/memory/p/a.md", TWICE)
    project = Project(str(tmp_path))
    carry_out(project, plan_tidy(project, []))
    assert undo_tidy(project) == [".claude/memory/p/a.md"]


def test_what_cannot_be_written_changes_nothing_and_leaves_nothing_lying_about(tmp_path: Path) -> None:
    write(tmp_path, ".claude/memory/p/a.md", TWICE)
    write(tmp_path, ".claude/memory/p/b.md", TWICE + "x" * 2000)
    project = Project(str(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fails() -> str:
        with pytest.raises(OSError) as caught:  # noqa: PT011 - the system's words differ
            carry_out(project, plan_tidy(project, []))
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        return str(caught.value.filename)

    with files_of_at_most(1000):
        assert fails().endswith("/0001.json")
    (tmp_path / ".claude/memory/p/b.md.new").mkdir()
    assert fails().endswith("/b.md")
