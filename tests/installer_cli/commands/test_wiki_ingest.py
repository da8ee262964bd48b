from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.documents import word_table
from tests.support.exports import message, slack
from tests.support.wikis import sample_wiki

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli


@pytest.fixture
def wiki(tmp_path: Path) -> str:
    return str(sample_wiki(tmp_path))


def test_documents_become_sources_and_their_losses_are_told(cli: Cli, wiki: str, tmp_path: Path) -> None:
    (tmp_path / "List of prices.docx").write_bytes(word_table([["Item", "Fee"], ["a|b", "12"]]))
    (tmp_path / "call.html").write_bytes(b"<h1>Call</h1><p>With ada@firm.co</p><img>")
    files = [str(tmp_path / "List of prices.docx"), str(tmp_path / "call.html")]
    result = cli.ok("wiki ingest", "--wiki", wiki, "--date", "2026-03-31", *files)
    assert result.out.splitlines() == [
        "2026-03-31-list-of-prices  raw/2026-03-31-list-of-prices.md",
        "2026-03-31-call  raw/2026-03-31-call.md",
    ]
    assert "2026-03-31-call: a picture was left out" in result.err
    assert "holds what looks private (e-mail: 1)" in result.err
    assert "--redact" in result.err
    again = cli.ok("wiki ingest", "--wiki", wiki, "--date", "2026-03-31", files[0])
    assert again.out == "2026-03-31-list-of-prices  (there already)\n"
    assert cli("wiki lint", "--wiki", wiki, "--stale-days", "99999").out.splitlines() == [
        "index: index.md: is not what the pages give: run `ctxpack wiki index`"
    ]


def test_private_places_are_replaced_for_good(cli: Cli, wiki: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Write to ada@firm.co")
    os.utime(tmp_path / "note.txt", (1_770_000_000, 1_770_000_000))
    document = cli.ok(
        "wiki ingest", "--wiki", wiki, "--redact", "--json", str(tmp_path / "note.txt")
    ).document
    (source,) = document["sources"]
    assert (source["new"], source["private"], source["losses"]) == (True, {"e-mail": 1}, [])
    assert source["date"] == "2026-02-02"
    kept = Path(wiki, "raw", source["file"])
    assert kept.read_text(encoding="utf-8") == "Write to [e-mail 1]\n"


def test_an_export_becomes_sources_whose_people_have_no_names_unless_that_is_asked_for(
    cli: Cli, wiki: str, tmp_path: Path
) -> None:
    said = [message("1", "Write to eve@else.co"), 7]
    (tmp_path / "acme.zip").write_bytes(slack({"finance/2026-03-02.json": said}))
    words = ["wiki ingest", "--wiki", wiki, str(tmp_path / "acme.zip")]
    result = cli.ok(*words)
    assert result.out == "2026-03-02-finance  raw/2026-03-02-finance.md\n"
    assert "acme.zip: finance/2026-03-02.json, 2: it was left out: it is no message" in result.err
    assert "acme.zip: holds what looks private (e-mail: 1)" in result.err
    kept = Path(wiki, "raw", "2026-03-02-finance.md").read_text(encoding="utf-8")
    assert "**Person 1** (09:00:01): Write to eve@else.co" in kept
    document = cli.ok(*words, "--json").document
    assert [(row["id"], row["new"]) for row in document["sources"]] == [("2026-03-02-finance", False)]
    assert document["sources"][0]["export"] == document["exports"][0]["digest"]
    named = cli.ok(*words, "--names", "--redact").out.partition("  ")[0]
    kept = Path(wiki, "raw", f"{named}.md").read_text(encoding="utf-8")
    assert "**[name 1]** (09:00:01): Write to [e-mail 1]" in kept


def test_one_that_cannot_be_taken_in_is_named_with_its_reason_and_keeps_no_other_out(
    cli: Cli, wiki: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.docx").write_text("no document")
    (tmp_path / "call.html").write_text("<h1>Call</h1>")
    names = ["broken.docx", "gone.txt", "call.html"]
    words = ["wiki ingest", "--wiki", wiki, "--date", "2026-03-31", *(str(tmp_path / name) for name in names)]
    result = cli(*words)
    assert (result.code, result.out) == (1, "2026-03-31-call  raw/2026-03-31-call.md\n")
    assert f"{tmp_path}/broken.docx: this is not a document of the kind .docx" in result.err
    assert f"{tmp_path}/gone.txt: `{tmp_path}/gone.txt` cannot be used" in result.err
    assert "error[E_WIKI_REFUSED]: 2 of 3 documents could not be taken in: " in result.err
    document = cli(*words, "--json").document
    assert [row["code"] for row in document["refused"]] == ["E_CONVERT_BROKEN", "E_PATH"]
    assert [row["id"] for row in document["sources"]] == ["2026-03-31-call"]
    Path(wiki, "raw", "register.json").write_text("{")
    assert "E_WIKI_REGISTER" in cli(*words).err


def test_one_that_may_not_be_read_keeps_no_other_out(
    cli: Cli, wiki: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    (tmp_path / "hers.txt").write_text("Hers.")

    def refuse(path: str, mode: str) -> object:
        if path.endswith("hers.txt"):
            raise PermissionError(13, "Permission denied", path)
        return Path(path).open(mode)

    monkeypatch.setattr("installer_cli.commands.wiki_ingest.open", refuse, raising=False)
    words = [str(tmp_path / name) for name in ("hers.txt", "mine.txt")]
    document = cli("wiki ingest", "--wiki", wiki, *words, "--json").document
    assert [row["code"] for row in document["refused"]] == ["E_PERMISSION"]
    assert [row["id"].endswith("-mine") for row in document["sources"]] == [True]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["gone.txt"], "E_PATH"),
        (["{here}", "--date", "31.3.2026"], "E_USAGE_VALUE"),
        (["{here}.exe"], "E_PATH"),
    ],
)
def test_what_cannot_be_taken_in_is_said(
    cli: Cli, wiki: str, tmp_path: Path, words: list[str], code: str
) -> None:
    here = tmp_path / "a.txt"
    here.write_text("a")
    shown = [word.format(here=here) for word in words]
    assert code in cli("wiki ingest", "--wiki", wiki, *shown).err
