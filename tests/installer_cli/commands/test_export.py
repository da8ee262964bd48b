from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"}, powers={"hooks": ["Stop: python check.py"]})
    cli.ok("install", "close", "--allow", "hooks")


def test_the_bill_of_materials_is_one_by_its_own_schema(cli: Cli) -> None:
    bill = cli.ok("export").out
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    broken = bill.replace('"type": "data"', '"type": "pack"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


def test_it_names_every_pack_with_what_is_known_of_it(cli: Cli, url: str) -> None:
    bill = json.loads(cli.ok("export").out)
    close, ledger = bill["components"]
    archive = cli.ok("list", "--json").document["packs"][0]["archive"].removeprefix("sha256:")
    assert close == {
        "type": "data",
        "bom-ref": f"pkg:generic/close@1.0.0?checksum=sha256:{archive}",
        "name": "close",
        "version": "1.0.0",
        "description": "What close is for, in one sentence.",
        "purl": f"pkg:generic/close@1.0.0?checksum=sha256:{archive}",
        "hashes": [{"alg": "SHA-256", "content": archive}],
        "licenses": [{"expression": "Apache-2.0"}],
        "authors": [{"name": "Ada Example"}],
        "externalReferences": [{"type": "distribution", "url": f"{url}/archives/{archive}.zip"}],
        "properties": [
            {"name": "ctxpack:tree", "value": close["properties"][0]["value"]},
            {"name": "ctxpack:power", "value": "hooks: Stop: python check.py"},
        ],
    }
    assert bill["dependencies"] == [
        {"ref": "project", "dependsOn": [close["bom-ref"]]},
        {"ref": close["bom-ref"], "dependsOn": [ledger["bom-ref"]]},
        {"ref": ledger["bom-ref"], "dependsOn": []},
    ]


def test_the_same_lockfile_gives_the_same_bytes(cli: Cli) -> None:
    assert cli.ok("export").out == cli.ok("export").out


def test_a_pack_that_is_only_locked_is_in_it_with_less(cli: Cli, tmp_path: Path) -> None:
    for name in ("ctxpack.toml", "ctxpack.lock"):
        (tmp_path / name).write_bytes(cli.path(name).read_bytes())
    cli.project = tmp_path
    bill = cli.ok("export", "--registry", f"file://{tmp_path}").out
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert set(json.loads(bill)["components"][0]) == {
        "type", "bom-ref", "name", "version", "purl", "hashes", "properties",
    }  # fmt: skip


def test_a_manifest_that_the_user_broke_is_left_out(cli: Cli) -> None:
    cli.path(".claude/skills/close/pack.toml").write_text("[")
    assert "description" not in json.loads(cli.ok("export").out)["components"][0]


def test_the_list_of_requirements_installs_the_same(cli: Cli, tmp_path: Path) -> None:
    output = tmp_path / "requirements.txt"
    result = cli.ok("export", "--format", "requirements", "--output", str(output))
    assert (result.out, result.err) == ("", f"Wrote `{output}`\n")
    lines = output.read_text().split()
    assert lines == ["close==1.0.0", "ledger==1.0.0"]
    assert cli.ok("export", "--format", "requirements", "--json").document["content"] == output.read_text()
    locked = cli.path("ctxpack.lock").read_bytes()
    cli.project = tmp_path / "other"
    cli.project.mkdir()
    cli.ok("install", *lines, "--allow", "hooks")
    assert cli.path("ctxpack.lock").read_bytes() == locked


def test_a_file_that_cannot_be_written_is_named(cli: Cli, tmp_path: Path) -> None:
    result = cli("export", "--output", str(tmp_path))
    assert (result.code, str(tmp_path) in result.err) == (1, True)
