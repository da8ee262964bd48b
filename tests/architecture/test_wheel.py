"""What is built for a builder's laptop: two rooms, three dependencies, one command."""

import subprocess
import sys
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return ZipFile(next(folder.glob("*.whl")))


def test_it_holds_the_client_and_the_format_whole_and_no_other_room(wheel: ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    rooms = {
        str(path.relative_to(ROOT))
        for room in ("installer_cli", "packformat")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped == rooms
    assert "packformat/schemas/pack.schema.json" in shipped
    assert {"installer_cli/py.typed", "packformat/py.typed"} <= shipped


def test_it_asks_for_nothing_of_the_server(wheel: ZipFile) -> None:
    metadata = HeaderParser().parsestr(_dist_info(wheel, "METADATA"))
    asked = [line.lower() for line in metadata.get_all("Requires-Dist", [])]
    needed = {line.split(">")[0] for line in asked if "extra ==" not in line}
    assert needed == {"cryptography", "jsonschema", "pyyaml"}
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"


def test_it_gives_the_command_and_the_licence(wheel: ZipFile) -> None:
    assert "ctxpack = installer_cli.main:start" in _dist_info(wheel, "entry_points.txt")
    assert _dist_info(wheel, "licenses/LICENSE") == Path(ROOT, "LICENSE").read_text()


def _dist_info(wheel: ZipFile, name: str) -> str:
    (found,) = (one for one in wheel.namelist() if one.endswith(f".dist-info/{name}"))
    return wheel.read(found).decode()
