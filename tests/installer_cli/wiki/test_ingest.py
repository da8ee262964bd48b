"""A source is taken in once, kept for good, and known by its bytes."""

from pathlib import Path

import pytest

from installer_cli.wiki.ingest import Incoming, heading, ingest, original_of, slug
from installer_cli.wiki.lint import lint
from installer_cli.wiki.wiki import Wiki
from packformat.convert.document import convert
from packformat.errors import CtxpackError
from tests.support.documents import workbook
from tests.support.wikis import SCHEMA, write


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    write(tmp_path, "schema.md", SCHEMA)
    return Wiki(str(tmp_path))


def take(wiki: Wiki, name: str, data: bytes, **more: object) -> object:
    incoming = Incoming(name, data, "2026-03-31", str(more.pop("title", "")))
    return ingest(wiki, incoming, today="2026-04-01", convert=convert, **more)


def test_text_is_kept_byte_for_byte_registered_and_logged(wiki: Wiki) -> None:
    taken = take(wiki, "Opening Meeting.md", b"# Opening \\*now\\*\r\n")
    assert taken.is_new
    assert taken.source.id == "2026-03-31-opening-meeting"
    assert taken.source.title == "Opening *now*"
    assert wiki.data("raw/2026-03-31-opening-meeting.md") == b"# Opening \\*now\\*\r\n"
    again = Wiki(wiki.folder)
    assert again.sources == [taken.source]
    assert again.log == "# Log\n\n- 2026-04-01 ingest 2026-03-31-opening-meeting: Opening *now*\n"


def test_the_same_bytes_give_the_same_source(wiki: Wiki) -> None:
    first = take(wiki, "a.md", b"a")
    again = take(wiki, "other.md", b"a")
    assert (again.is_new, again.source) == (False, first.source)
    assert len(Wiki(wiki.folder).sources) == 1


def test_an_id_never_stands_for_something_else(wiki: Wiki) -> None:
    take(wiki, "a.md", b"a")
    with pytest.raises(CtxpackError) as caught:
        take(wiki, "a.md", b"b")
    assert caught.value.code == "E_WIKI_SOURCE"
    assert wiki.data("raw/2026-03-31-a.md") == b"a"


def test_a_document_is_kept_beside_its_markdown_and_both_are_watched(wiki: Wiki) -> None:
    data = workbook(lambda sheet: sheet.append(["Fee", 12]))
    taken = take(wiki, "Prices.XLSX", data, title="Prices of spring")
    text = wiki.text("raw/2026-03-31-prices.md")
    assert text.endswith("## Sheet\n\n| Fee | 12 |\n| --- | --- |\n")
    original, digest = original_of(text)
    assert wiki.data(original) == data
    assert digest.startswith("sha256:")
    assert taken.source.title == "Prices of spring"
    assert [problem.lint for problem in lint(Wiki(wiki.folder), "2026-04-01")] == ["index"]
    wiki.write(original, b"changed")
    assert [problem.lint for problem in lint(Wiki(wiki.folder), "2026-04-01")] == ["edited-source", "index"]


def test_text_of_another_encoding_is_converted(wiki: Wiki) -> None:
    taken = take(wiki, "a.csv", "Größe,1\n".encode("latin-1"))
    assert taken.source.file == "2026-03-31-a.md"
    assert [loss.kind for loss in taken.converted.losses] == ["encoding"]


def test_with_redaction_only_the_changed_text_is_kept(wiki: Wiki) -> None:
    take(wiki, "a.txt", b"Ada", redact=lambda text: text.replace("Ada", "[name 1]"))
    assert wiki.data("raw/2026-03-31-a.md") == b"[name 1]\n"
    assert not (Path(wiki.folder) / "raw" / "originals").exists()


def test_a_log_without_a_last_line_break_stays_whole(wiki: Wiki) -> None:
    wiki.write("log.md", b"# Log\n\n- 2026-01-01 began")
    take(wiki, "a.md", b"a")
    assert wiki.text("log.md") == "# Log\n\n- 2026-01-01 began\n- 2026-04-01 ingest 2026-03-31-a: a.md\n"


def test_names_are_made_of_letters_and_digits() -> None:
    assert (slug("Prices & Fees 2026"), slug("东京")) == ("prices-fees-2026", "source")
    assert (heading("x\n## A \\| b\n"), heading("x")) == ("A | b", "")
