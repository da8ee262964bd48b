from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from packformat.loops.loop import read_loop
from packformat.loops.templates import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_becomes_a_loop_of_the_pack(cli: Cli, tmp_path: Path, kind: str) -> None:
    cli.ok("loop new", kind, "my-loop", "--dir", str(tmp_path))
    path = tmp_path / "loops" / "my-loop.toml"
    assert read_loop("loops/my-loop.toml", path.read_bytes()).kind == kind


def test_what_is_there_stays_and_what_is_wrong_is_said(cli: Cli, tmp_path: Path) -> None:
    cli.ok("loop new", "debug", "my-loop", "--dir", str(tmp_path))
    codes = [
        cli("loop new", *words, "--dir", str(tmp_path)).code
        for words in (("debug", "my-loop"), ("dance", "other"), ("debug", "My Loop"))
    ]
    assert codes == [4, 2, 1]
