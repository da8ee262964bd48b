"""An export becomes a source for each page, and nothing else of it comes into the wiki."""

from pathlib import Path

import pytest

from installer_cli.wiki.exports import TakenExport, ingest_export
from installer_cli.wiki.ingest import Incoming
from installer_cli.wiki.lint import lint
from installer_cli.wiki.wiki import Wiki
from packformat.convert.document import convert
from packformat.digest import Digest
from tests.support.exports import clickup, message, slack, stamp, task, zipped
from tests.support.wikis import SCHEMA, write

ROOT = stamp("12")
THREAD = [message("12", "Who signs?", thread_ts=ROOT), message("20", "Ada Byron", "U02BEN", thread_ts=ROOT)]
DAYS = {"finance/2026-03-02.json": [message("1", "Lunch?"), *THREAD]}


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    write(tmp_path, "schema.md", SCHEMA)
    return Wiki(str(tmp_path))


def take(wiki: Wiki, data: bytes, **more: object) -> TakenExport:
    incoming = Incoming("Acme export.zip", data, "2026-03-31")
    return ingest_export(wiki, incoming, today="2026-04-01", convert=convert, **more)


def files(wiki: Wiki) -> dict[str, bytes]:
    folder = Path(wiki.folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_thread_is_a_source_and_of_the_zip_only_its_digest_is_kept(wiki: Wiki) -> None:
    data = slack(DAYS)
    taken = take(wiki, data)
    assert [(source.id, source.date, is_new) for source, is_new in taken.sources] == [
        ("2026-03-02-finance", "2026-03-02", True),
        ("2026-03-02-finance-090012", "2026-03-02", True),
    ]
    kept = files(wiki)
    assert sorted(kept) == [
        "log.md",
        "raw/2026-03-02-finance-090012.md",
        "raw/2026-03-02-finance.md",
        "raw/register.json",
        "schema.md",
    ]
    assert not any(name in content for content in kept.values() for name in (b"Ada", b"Byron", b"firm.co"))
    line = f"- 2026-04-01 ingest 2026-03-02-finance-090012: #finance: Who signs? (export {Digest.of(data)})\n"
    assert kept["log.md"].decode().endswith(line)
    assert [problem.lint for problem in lint(Wiki(wiki.folder), "2026-04-01")] == ["index"]


def test_taken_in_twice_it_changes_nothing(wiki: Wiki) -> None:
    take(wiki, slack(DAYS))
    before = files(wiki)
    again = take(Wiki(wiki.folder), slack(DAYS))
    assert [is_new for _, is_new in again.sources] == [False, False]
    assert files(wiki) == before


def test_of_a_later_export_only_what_has_grown_is_new(wiki: Wiki) -> None:
    take(wiki, slack(DAYS))
    before = files(wiki)
    for reply in ("Two do", "Three do"):
        later = {**DAYS, "finance/2026-03-03.json": [message("86400", reply, "U03YUK", thread_ts=ROOT)]}
        taken = take(Wiki(wiki.folder), slack(later))
        assert [is_new for _, is_new in taken.sources] == [False, True]
    assert taken.sources[1][0].id == "2026-03-02-finance-090012-3"
    after = files(wiki)
    assert {path for path in before if after[path] != before[path]} == {"log.md", "raw/register.json"}


def test_what_looks_private_is_replaced_where_that_is_asked_for(wiki: Wiki) -> None:
    data = zipped(
        {"a.csv": clickup(task(task_name="Ask eve@else.co", task_content="eve@else.co", date_created=""))}
    )
    taken = take(wiki, data, redact=lambda text: text.replace("eve@else.co", "[e-mail 1]"))
    ((source, _),) = taken.sources
    assert (source.id, source.title) == ("2026-03-31-task-86c1", "Ask [e-mail 1]")
    assert b"eve@" not in wiki.data(f"raw/{source.file}")
