from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.eval_packs import write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


def test_what_lies_in_the_project_is_graded_without_an_agent(cli: Cli, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "packs" / "adding")
    cli.path("answer.json").write_text('{"sum": 4}')
    found = cli.ok("eval grade", str(pack), "--json").document
    assert [(one["id"], one["verdict"]) for one in found["cases"]["two"]] == [
        ("sum", "met"),
        ("program", "met"),
    ]


def test_a_case_that_is_not_met_says_why_and_ends_with_ten(cli: Cli, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "packs" / "adding")
    cli.path("answer.json").write_text('{"sum": 5}')
    found = cli("eval grade", str(pack), "--case", "two")
    assert found.code == 10
    assert "sum: `sum` is 5, not 4 within 0" in found.out
    cli.path("answer.json").unlink()
    assert "`answer.json` is not there" in cli("eval grade", str(pack)).out


def test_a_pack_without_evals_or_without_the_case_is_told(cli: Cli, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "packs" / "adding")
    assert "`adding` has no case `three`" in cli("eval grade", str(pack), "--case", "three").err
