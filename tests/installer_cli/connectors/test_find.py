"""A pack's connectors are found, and what each needs is known."""

from pathlib import Path

import pytest

from installer_cli.connectors.find import Variable, find_connectors
from installer_cli.project import Project
from packformat.errors import CtxpackError
from tests.support.connectors import FALLBACK, PACKAGE, pack_folder

REMOTE = {
    "remotes": [{"type": "sse", "url": "https://x.org", "headers": [{"name": "X-Key", "isRequired": True}]}]
}


def test_what_a_server_is_given_is_named_as_the_client_names_it(tmp_path: Path) -> None:
    folder = pack_folder(
        tmp_path / "p", bank=REMOTE, file={"fallback": FALLBACK}, ledger={"packages": [PACKAGE]}
    )
    bank, file, ledger = find_connectors(Project(str(tmp_path)), str(folder))
    assert list(bank.variables()) == [Variable("X_KEY", required=True, secret=False)]
    assert (file.server, list(file.variables()), file.fallback) == (None, [], FALLBACK)
    assert ledger.server["args"] == ["ledger-server==1.0.0"]
    assert ledger.missing({}) == ["LEDGER_TOKEN"]
    assert ledger.missing({"LEDGER_TOKEN": "x"}) == []


def test_an_installed_pack_and_one_of_its_connectors_are_named(tmp_path: Path) -> None:
    pack_folder(tmp_path / ".claude/skills/close", bank=REMOTE, ledger={"packages": [PACKAGE]})
    (found,) = find_connectors(Project(str(tmp_path)), "close:ledger")
    assert found.name == "ledger"


@pytest.mark.parametrize(
    ("word", "code"),
    [("close:no", "E_CONNECTOR_NONE"), ("bare", "E_CONNECTOR_NONE"), ("gone", "E_NOT_INSTALLED")],
)
def test_what_is_not_there_is_said(tmp_path: Path, word: str, code: str) -> None:
    pack_folder(tmp_path / ".claude/skills/close", bank=REMOTE)
    (tmp_path / ".claude/skills/bare").mkdir()
    (tmp_path / ".claude/skills/bare/pack.toml").write_text("")
    with pytest.raises(CtxpackError) as caught:
        find_connectors(Project(str(tmp_path)), word)
    assert caught.value.code == code


def test_a_connector_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = pack_folder(tmp_path / "p", bank={"nonsense": 1})
    with pytest.raises(CtxpackError) as caught:
        find_connectors(Project(str(tmp_path)), str(folder))
    assert caught.value.code == "E_SCHEMA"
