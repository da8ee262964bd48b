from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from installer_cli.arguments import Command, parse
from installer_cli.fetch.http import HttpFetcher
from installer_cli.fetch.mirror import MirrorFetcher
from installer_cli.main import main
from installer_cli.settings import DEFAULT_TIMEOUT, Settings, home_folder
from installer_cli.wants import Wants
from packformat.errors import CtxpackError
from tests.support.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = Wants('[registry]\nurl = "https://project.test"\n')


def settings(*argv: str, wants: Wants | None = None) -> Settings:
    return Settings(parse(Command("x", "x"), argv), wants)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CTXPACK_HOME", str(tmp_path))
    return tmp_path


def test_the_flag_goes_before_the_environment_the_project_and_the_user(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.toml").write_text('[registry]\nurl = "https://user.test"\n')
    assert settings().registry == "https://user.test"
    assert settings(wants=PROJECT).registry == "https://project.test"
    monkeypatch.setenv("CTXPACK_REGISTRY", "https://environment.test/")
    assert settings(wants=PROJECT).registry == "https://environment.test"
    assert settings("--registry", "https://flag.test", wants=PROJECT).registry == "https://flag.test"


def test_only_a_registry_that_the_project_names_is_not_the_callers_own_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not settings(wants=PROJECT).trusted_source
    assert settings("--registry", "https://flag.test", wants=PROJECT).trusted_source
    monkeypatch.setenv("CTXPACK_REGISTRY", "https://environment.test")
    assert settings(wants=PROJECT).trusted_source


def test_without_a_registry_there_is_none_to_fetch_from() -> None:
    with pytest.raises(CtxpackError) as caught:
        settings().fetcher()
    assert caught.value.code == "E_NO_REGISTRY"


def test_the_scheme_decides_the_fetcher(tmp_path: Path) -> None:
    assert isinstance(settings("--registry", f"file://{tmp_path}").fetcher(), MirrorFetcher)
    assert isinstance(settings("--registry", "http://127.0.0.1:1").fetcher(), HttpFetcher)


def test_the_time_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().timeout == DEFAULT_TIMEOUT
    monkeypatch.setenv("CTXPACK_TIMEOUT", "2.5")
    assert settings().timeout == 2.5


@pytest.mark.parametrize("text", ["1e300", "soon", "0", "-1", "inf", "nan"])
def test_a_time_limit_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CTXPACK_TIMEOUT", text)
    with pytest.raises(CtxpackError) as caught:
        settings()
    assert caught.value.code == "E_USAGE_VALUE"


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [("linux", "XDG_DATA_HOME", "ctxpack"), ("win32", "LOCALAPPDATA", "ctxpack")],
)
def test_our_own_files_lie_where_the_system_keeps_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, below: str
) -> None:
    monkeypatch.delenv("CTXPACK_HOME")
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert home_folder() == str(tmp_path / below)


def test_on_a_mac_our_own_files_lie_in_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CTXPACK_HOME")
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home_folder() == str(tmp_path / "Library" / "Application Support" / "ctxpack")


def test_a_place_that_is_named_from_nowhere_is_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CTXPACK_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert home_folder() == str(tmp_path / ".local/share/ctxpack")


@pytest.mark.parametrize("argv", [("list", "--global"), ("cache", "dir")])
def test_a_user_without_a_folder_of_their_own_is_told_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    """As in a container that runs under any number: what began with `~` would be made right here."""
    for name in ("CTXPACK_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 5)
    monkeypatch.chdir(tmp_path)
    assert main(list(argv)) == 2
    assert "error[E_HOME]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_ours_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "config.toml").write_text('[registry]\nurl = "https://user.test')
    with pytest.raises(CtxpackError) as caught:
        settings()
    assert f"`{home}/config.toml`" in caught.value.message


def test_every_variable_that_is_read_or_given_stands_in_the_documents() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "installer_cli").rglob("*.py")]
    told = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("CLI.md", "EVALS.md"))
    used = {name for source in sources for name in re.findall(r"CTXPACK_[A-Z_]*[A-Z]", source)}
    assert [name for name in sorted(used) if f"`{name}`" not in told] == []
