"""Where policies lie: in places that a project cannot move, and a file that is there is never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli import policyplaces
from installer_cli.policyfiles import read_policies
from installer_cli.policyplaces import machine_policy, may_have_policy
from installer_cli.project import Project, UserProject
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this machine's own policy lies, in a place that a test may write to."""
    monkeypatch.delenv("CTXPACK_POLICY", raising=False)
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir()
    for name in ("_ELSEWHERE", "_OF_SYSTEMS"):
        monkeypatch.setattr(policyplaces, name, str(path) if name == "_ELSEWHERE" else {})
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return Project(str(tmp_path / "project"))


def refused(project: Project) -> str:
    assert may_have_policy(project)
    with pytest.raises(CtxpackError) as caught:
        read_policies(project)
    assert caught.value.code == "E_POLICY"
    return caught.value.message


@pytest.mark.parametrize(
    ("system", "path"),
    [
        ("linux", "/etc/ctxpack/policy.toml"),
        ("freebsd14", "/etc/ctxpack/policy.toml"),
        ("darwin", "/Library/Application Support/ctxpack/policy.toml"),
        ("win32", "C:/Program Files/ctxpack/policy.toml"),
    ],
)
def test_each_system_has_a_place_where_only_administrators_write(system: str, path: str) -> None:
    assert machine_policy(system) == path


def test_all_that_are_there_hold_the_machines_first(
    machine: Path, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "named.toml"
    assert not may_have_policy(project)
    assert read_policies(project) == ()
    for path in (machine, named, tmp_path / "project" / "ctxpack-policy.toml"):
        path.write_text("policy = 1\n")
    monkeypatch.setenv("CTXPACK_POLICY", str(named))
    assert may_have_policy(project)
    assert [policy.path for policy in read_policies(project)] == [
        str(machine),
        str(named),
        "ctxpack-policy.toml",
    ]


def test_ones_own_packs_have_their_policy_beside_them(machine: Path, tmp_path: Path) -> None:
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude" / "ctxpack-policy.toml").write_text("policy = 1\n")
    assert len(read_policies(UserProject(str(tmp_path)))) == 1


def test_a_policy_that_is_named_has_to_be_there(
    machine: Path, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTXPACK_POLICY", str(tmp_path / "no\x1bwhere.toml"))
    message = refused(project)
    assert "there is no such file" in message
    assert "\x1b" not in message


def test_a_link_to_nothing_a_folder_and_a_ring_are_no_missing_policy(
    machine: Path, project: Project, tmp_path: Path
) -> None:
    machine.symlink_to(tmp_path / "nowhere")
    assert "there is no such file" in refused(project)
    machine.unlink()
    machine.mkdir()
    assert "Is a directory" in refused(project)
    machine.rmdir()
    machine.parent.rmdir()
    machine.parent.symlink_to(machine.parent)
    assert "symbolic links" in refused(project)


def test_an_address_that_no_registry_can_have_is_refused(machine: Path, project: Project) -> None:
    machine.write_text('policy = 1\nregistries = ["packs.example.org"]\n')
    assert "is not the address of a registry" in refused(project)


def test_a_registry_is_the_same_however_its_address_is_written(machine: Path, project: Project) -> None:
    machine.write_text('policy = 1\nregistries = ["HTTPS://Packs.Example.org:443/"]\n')
    assert read_policies(project)[0].registries == ("https://packs.example.org",)
