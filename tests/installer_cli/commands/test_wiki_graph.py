from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


def test_a_wiki_is_shown_as_a_list_values_and_a_picture(cli: Cli, tmp_path: Path) -> None:
    picture = tmp_path / "map.svg"
    result = cli.ok("wiki graph", "--wiki", str(SAMPLE), "--svg", str(picture))
    assert "ordering-parts → torrance-components, who-decides" in result.out.splitlines()
    assert "tickets" in result.out.splitlines()
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    assert len(cli.ok("wiki graph", "--wiki", str(SAMPLE), "--json").document["pages"]) == 12


def test_a_picture_that_cannot_be_written_is_said(cli: Cli, tmp_path: Path) -> None:
    assert "E_PATH" in cli("wiki graph", "--wiki", str(SAMPLE), "--svg", str(tmp_path / "no" / "map.svg")).err
