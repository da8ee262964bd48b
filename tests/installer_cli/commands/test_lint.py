"""Names of files are held against the conventions of packs: which one, why, and what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.conventions import PATH, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


@pytest.fixture
def project(cli: Cli) -> Path:
    """A project with a pack that brings a convention, and files with all sorts of names."""
    write(cli.project / ".claude" / "skills" / "closing" / PATH, TEXT)
    for name in (
        "close/2026-10_bank.pdf",
        "close/Bank Oct FINAL.pdf",
        "close/.DS_Store",
        "close/.hidden/x.pdf",
        "node_modules/x.pdf",
        "notes.md",
        "letters/2026-10_letter.pdf",
        "letters/Letter.pdf",
    ):
        write(cli.project / name, "")
    (cli.project / "close" / "link.pdf").symlink_to("2026-10_bank.pdf")
    return cli.project


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("project")
def test_each_name_that_does_not_fit_is_told_with_why_and_what_would_be_right(cli: Cli) -> None:
    result = cli("lint")
    assert result.code == 10
    assert result.out == (
        "close/Bank Oct FINAL.pdf\n"
        "    Papers of a close (closing): it begins with `B`\n"
        "    a right name looks like `year-month_what_v1.pdf`, such as `2026-10_bank-statement.pdf`\n"
        "letters/Letter.pdf\n"
        "    Papers of a close (closing): it begins with `L`\n"
        "    a right name looks like `year-month_what_v1.pdf`, such as `2026-10_bank-statement.pdf`\n"
    )
    assert "error[E_NAMES_UNFIT]: 2 of 4 names do not fit a convention" in result.err


@pytest.mark.usefixtures("project")
def test_the_same_is_told_to_programs(cli: Cli) -> None:
    document = cli("lint", "--json").document
    assert (document["ok"], document["files"], document["conventions"]) == (False, 4, ["closing/papers"])
    assert [(row["path"], row["convention"], row["why"]) for row in document["broken"]] == [
        ("close/Bank Oct FINAL.pdf", "closing/papers", "it begins with `B`"),
        ("letters/Letter.pdf", "closing/papers", "it begins with `L`"),
    ]


def test_a_file_a_folder_or_a_name_that_is_not_there_yet_can_be_asked_about(cli: Cli, project: Path) -> None:
    assert "All 1 names fit" in cli.ok("lint", str(project / "close" / "2026-11_payroll_v2.xlsx")).err
    assert cli("lint", str(project / "close" / "payroll.xlsx")).code == 10
    assert cli("lint", str(project / "letters"), "--json").document["files"] == 2
    assert "No convention is about these files" in cli.ok("lint", str(project / "notes.md")).err
    assert cli.ok("lint", str(project / "notes.md"), "--json").document["broken"] == []


def test_one_pack_alone_can_be_asked_by_its_name_or_its_folder(
    cli: Cli, project: Path, tmp_path: Path
) -> None:
    any_name = TEXT.replace("pattern = ", 'pattern = ".*"\n# ').replace("shape = ", "# ")
    write(project / ".claude" / "skills" / "other" / PATH, any_name)
    for pack in ("closing", "other"):
        write(project / ".claude" / "skills" / pack / "pack.toml", "")
    write(tmp_path / "draft" / PATH, TEXT.replace('pattern = "', 'pattern = "x'))
    assert cli.ok("lint", "--pack", "other", "--json").document["conventions"] == ["other/papers"]
    assert cli("lint", "--pack", "closing").code == 10
    draft = cli("lint", "--pack", str(tmp_path / "draft"), "--json").document
    assert len(draft["broken"]) == 4
    assert cli("lint", "--pack", "gone").code == 3


def test_a_shape_that_is_not_said_is_left_out(cli: Cli, project: Path) -> None:
    write(project / ".claude" / "skills" / "closing" / PATH, TEXT.replace("shape = ", "# "))
    assert "looks like `2026-10_bank-statement.pdf`\n" in cli("lint").out


def test_where_no_pack_brings_a_convention_that_is_said(cli: Cli) -> None:
    assert cli("lint").code == 3
    write(cli.project / ".claude" / "skills" / "plain" / "skills" / "x" / "SKILL.md", "")
    write(cli.project / ".claude" / "skills" / "plain" / "conventions" / "README.md", "")
    assert "error[E_CONVENTION_NONE]: the packs installed here bring no" in cli("lint").err


def test_a_place_outside_the_project_is_refused(cli: Cli, project: Path) -> None:
    result = cli("lint", str(project.parent))
    assert result.code != 0
    assert "it lies outside the project" in result.err
