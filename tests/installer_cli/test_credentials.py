from __future__ import annotations

import json
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from installer_cli.arguments import Command, parse
from installer_cli.credentials import check_token, find_token, keep_token, read_token
from installer_cli.settings import Settings
from installer_cli.wants import Wants
from packformat.errors import CtxpackError
from tests.support.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "ctxp_" + "a1" * 24


def settings(url: str = "https://packs.test", *, wants: Wants | None = None) -> Settings:
    argv = [] if wants else ["--registry", url]
    return Settings(parse(Command("x", "x"), argv), wants)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CTXPACK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_token_is_kept_for_its_origin_alone() -> None:
    keep_token(settings("https://packs.test/base"), TOKEN + "\n")
    assert read_token(settings("https://packs.test/other")) == TOKEN
    for other in ("http://packs.test", "https://packs.test:444", "https://evil.test"):
        with pytest.raises(CtxpackError) as caught:
            read_token(settings(other))
        assert caught.value.code == "E_NO_TOKEN"


def test_a_second_registrys_token_does_not_replace_the_first() -> None:
    keep_token(settings("https://one.test"), TOKEN)
    keep_token(settings("https://two.test"), TOKEN + "b")
    assert read_token(settings("https://one.test")) == TOKEN


def test_of_many_who_keep_tokens_at_once_none_loses_anothers(home: Path) -> None:
    keeping = (
        "import sys; from tests.installer_cli.test_credentials import TOKEN, keep_token, settings\n"
        "for number in range(25): keep_token(settings(f'https://{sys.argv[1]}-{number}.test'), TOKEN)"
    )
    runs = [subprocess.Popen([sys.executable, "-c", keeping, who], cwd=ROOT) for who in "abcd"]
    assert [run.wait() for run in runs] == [0] * 4
    kept = json.loads((home / "credentials.json").read_text())
    assert kept.keys() == {f"https://{who}-{number}.test" for who in "abcd" for number in range(25)}


def test_only_the_owner_can_read_the_file(home: Path) -> None:
    path = keep_token(settings(), TOKEN)
    assert path == str(home / "credentials.json")
    assert stat.S_IMODE((home / "credentials.json").stat().st_mode) == 0o600
    assert sorted(item.name for item in home.iterdir()) == ["credentials.json", "credentials.json.lock"]


def test_the_environments_token_goes_only_where_the_caller_sends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTXPACK_TOKEN", TOKEN)
    assert read_token(settings()) == TOKEN
    lured = Wants('[registry]\nurl = "https://evil.test"\n')
    with pytest.raises(CtxpackError) as caught:
        read_token(settings(wants=lured))
    assert caught.value.code == "E_NO_TOKEN"


@pytest.mark.parametrize(
    "text", ["", "secret-of-mine", "ctxp_with space", "ctxp_" + "a" * 600, "ctxp_\u00e9"]
)
def test_what_is_no_token_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        check_token(text)
    assert caught.value.code == "E_TOKEN"
    assert not text or text not in str(caught.value.as_dict())


def test_a_damaged_file_is_named_with_what_to_do(home: Path) -> None:
    home.mkdir()
    (home / "credentials.json").write_text("[")
    with pytest.raises(CtxpackError) as caught:
        read_token(settings())
    assert caught.value.code == "E_PROJECT_FILE"
    assert "credentials.json" in caught.value.message


def test_a_folder_that_cannot_be_written_is_said(home: Path) -> None:
    home.write_text("a file")
    with pytest.raises(CtxpackError) as caught:
        keep_token(settings(), TOKEN)
    assert caught.value.code == "E_PATH"


def test_no_token_is_no_fault_where_none_is_needed() -> None:
    assert find_token(settings()) == ""
    keep_token(settings(), TOKEN)
    assert find_token(settings()) == TOKEN


def test_where_a_token_is_not_sent_to_the_projects_registry_the_hint_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wants = Wants('[registry]\nurl = "https://packs.test"\n')
    with pytest.raises(CtxpackError) as caught:
        read_token(settings(wants=wants))
    assert caught.value.hint.startswith("make one in your account")
    monkeypatch.setenv("CTXPACK_TOKEN", TOKEN)
    with pytest.raises(CtxpackError) as caught:
        read_token(settings(wants=wants))
    assert caught.value.hint.startswith("`CTXPACK_TOKEN` is not sent, because the project's file names")
    assert "`--registry https://packs.test`; else make one" in caught.value.hint
