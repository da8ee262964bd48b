"""What is built for a builder's laptop: two rooms, three dependencies, one command."""

import re
import tomllib
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from installer_cli.errors import ERRORS
from packformat.codes import FORMAT
from tests.support.source import ROOT
from tests.support.wheel import built_wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    return ZipFile(built_wheel(tmp_path_factory.mktemp("wheel")))


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


def test_a_hint_names_the_libraries_of_an_extra_and_not_ctxpack_which_an_index_would_answer() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    hints = {code: spec.hint for table in (FORMAT, ERRORS) for code, spec in table}
    documents = " ".join(Requirement(one).name for one in extras["documents"])
    assert f"`pip install {documents}`" in hints["E_CONVERT_LIBRARY"]
    assert f"`pip install '{extras['mcp'][0]}'`" in hints["E_MCP_LIBRARY"]


def test_nobody_is_told_to_fetch_ctxpack_by_its_name_alone_which_is_anothers_on_the_public_index() -> None:
    told = [
        ROOT / "README.md",
        *(
            path
            for folder in ("docs", "installer_cli", "packformat", "registry", "marketplace", "fixtures/packs")
            for kind in ("md", "py", "html", "txt", "toml")
            for path in (ROOT / folder).rglob(f"*.{kind}")
        ),
    ]
    by_name = re.compile(r"\b(?:pip|pipx|uv tool|uv pip) install [^`\n]*?(?<![\w/.-])ctxpack(?![\w.-])")
    assert len(told) > 100
    assert [str(path) for path in told if by_name.search(path.read_text(encoding="utf-8"))] == []


def _dist_info(wheel: ZipFile, name: str) -> str:
    (found,) = (one for one in wheel.namelist() if one.endswith(f".dist-info/{name}"))
    return wheel.read(found).decode()
