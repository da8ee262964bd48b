"""Whatever stands in a file that is read back, or in an answer, it is read or refused with a code of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.connectors.find import find_connectors
from installer_cli.connectors.records import find_problems, read_records
from installer_cli.history import Entry
from installer_cli.home import RegistryMemory
from installer_cli.journal import Journal
from installer_cli.knowledge.plan import RECORDS, undo_tidy
from installer_cli.loops.journal import Journal as LoopJournal
from installer_cli.loops.state import State
from installer_cli.project import JOURNAL, Project
from installer_cli.receipt import Receipt
from installer_cli.wiki.graph import graph_of
from installer_cli.wiki.lint import lint
from installer_cli.wiki.wiki import Wiki
from packformat.advisory import AdvisoryEntry
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.handover import Handover
from packformat.index import PackDocument, RootDocument
from packformat.powers.value import Powers
from packformat.signing import sign_document, split_documents
from packformat.wiki.gold import ask
from packformat.wiki.layout import GOLD, REGISTER
from packformat.wiki.questions import read_questions
from tests.support.connectors import FALLBACK, PACKAGE, SAMPLE, pack_folder
from tests.support.connectors import RECORDS as SCHEMA
from tests.support.misshapen import NO_JSON, misshapen
from tests.support.registry_simulator import RegistrySimulator
from tests.support.wikis import sample_wiki, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

MOVES = {
    "schema": 1,
    "run": "0a",
    "emptied": [".claude/x"],
    "moves": [["place", ".claude/.ctxpack/stage/0a/x", ".claude/x"]],
}
TURN = {"event": "turn", "number": 1, "session": "s"}
DONE = {
    "event": "done", "number": 1, "session": "s", "usd": 0.1, "seconds": 1.0, "claim": "", "failure": "",
    "said": "x", "check": 0, "output": "", "progress": True,
}  # fmt: skip


def read_pack(data: bytes) -> None:
    for release in PackDocument.parse(data, "x").releases:
        told = [
            str(release.yanked),
            release.summary,
            *Powers(release.powers).lines,
            *map(str, release.tokens),
        ]
        "\n".join(told).encode()
        sum(release.tokens.values())


def payload(document: bytes) -> bytes:
    return document.split(b"\n")[1]


@pytest.fixture
def packs() -> RegistrySimulator:
    packs = RegistrySimulator()
    powers = {"hosts": ["a.example"], "hooks": ["Stop: x"]}
    packs.publish("close", requires={"ledger": ">=1"}, powers=powers, tokens={"always": 3}, yanked="why")
    packs.advise("close", "1.0.0", AdvisoryEntry("CTXA-1", "high", "t", "a"))
    packs.take_another_key(introduced=True)
    return packs


def test_signed_documents(packs: RegistrySimulator) -> None:
    key = Ed25519PrivateKey.generate()
    readers: list[tuple[bytes, Callable[[bytes], object]]] = [
        (payload(packs.document("close")), read_pack),
        (payload(packs.root()), lambda data: RootDocument.parse(data, "x").to_payload()),
        (payload(packs.handovers[0]), lambda data: Handover.read(sign_document(data, [key])).verify()),
        (packs.root().split(b"\n")[0], lambda data: list(split_documents(data + b"\n{}\n", "x"))),
    ]
    for data, reader in readers:
        assert_read_or_refused(reader, (text.replace(b"\n", b" ") for text in misshapen(data)))


def test_receipts_and_history(cli: Cli, packs: RegistrySimulator, tmp_path: Path) -> None:
    packs.publish("ledger")
    cli.ok("install", "ledger", "--registry", packs.write_mirror(tmp_path / "mirror"))
    (history,) = cli.path(".claude/.ctxpack/history").iterdir()
    receipt = cli.path(".claude/.ctxpack/receipts/ledger.json").read_bytes()
    assert_read_or_refused(lambda data: Receipt.parse(data, "x").to_bytes(), misshapen(receipt))
    assert_read_or_refused(lambda data: Entry.parse(1, data).to_bytes(), misshapen(history.read_bytes()))


def test_what_is_remembered_of_registries(packs: RegistrySimulator, tmp_path: Path) -> None:
    (tmp_path / "registries").mkdir()
    memory = RegistryMemory(str(tmp_path), "x")
    value = {"key": "k", "retired": ["o"], "serials": {"root": 1}, "releases": {}}
    for data in misshapen(json.dumps(value).encode()):
        (tmp_path / "registries" / f"{memory.folder.rpartition('/')[2]}.json").write_bytes(data)
        assert RegistryMemory(str(tmp_path), "x").belief.merged(memory.belief) is not None


def test_journals_of_installs_and_of_loops(tmp_path: Path) -> None:
    project = Project(str(tmp_path))
    (tmp_path / JOURNAL).parent.mkdir(parents=True)

    def read_journal(data: bytes) -> object:
        (tmp_path / JOURNAL).write_bytes(data)
        return Journal.read(project)

    def read_loop(data: bytes) -> object:
        (tmp_path / "loop").write_bytes(
            b"".join(json.dumps(json.loads(line)).encode() + b"\n" for line in data.split(b"\n"))
        )
        state = State(LoopJournal(str(tmp_path / "loop")).events)
        return state.turns, state.idle, state.seconds, state.usd, state.last.get("said")

    assert_read_or_refused(read_journal, misshapen(json.dumps(MOVES).encode()))
    for event in (TURN, DONE):
        texts = (
            text
            for text in misshapen(json.dumps(event).encode())
            if text not in NO_JSON and b"[[[" not in text
        )
        assert_read_or_refused(read_loop, texts)
    for text in NO_JSON[1:]:
        (tmp_path / "loop").write_bytes(text + b"\n")
        with pytest.raises(CtxpackError) as caught:
            LoopJournal(str(tmp_path / "loop"))
        assert caught.value.code == "E_LOOP_JOURNAL"


def test_answers_of_a_registry(cli: Cli, registry: RegistrySimulator, url: str) -> None:
    assert url
    page = {
        "count": 1,
        "next": None,
        "results": [{"name": "close", "latest_version": "1.0.0", "summary": "x"}],
    }
    problem = {"title": "t", "status": 400, "detail": "d", "hint": "h"}
    for status, answer in ((200, page), (400, problem)):
        texts = list(misshapen(json.dumps(answer).encode()))
        for text in [*NO_JSON, *texts[len(NO_JSON) :: 9]]:
            registry.answer = lambda *_, status=status, text=text: (status, {}, text)
            result = cli("search", "close")
            assert (result.code in (0, 1, 3), "E_INTERNAL" in result.err) == (True, False), (text, result)
            assert "\x00" not in result.out


def test_registers_of_wikis_and_their_questions(tmp_path: Path) -> None:
    wiki = sample_wiki(tmp_path)
    register, gold = (json.loads((wiki / name).read_bytes()) for name in (REGISTER, GOLD))
    pages = Wiki(str(wiki)).pages

    def read_register(data: bytes) -> None:
        (wiki / REGISTER).write_bytes(data)
        found = Wiki(str(wiki))
        json.dumps([lint(found, "2026-06-30"), graph_of(found)], ensure_ascii=False).encode()

    def read_gold(data: bytes) -> None:
        told = [answer._asdict() for answer in ask(read_questions(data, "x"), pages)]
        json.dumps(told, ensure_ascii=False).encode()

    few = {"sources": register["sources"][:1]}
    assert_read_or_refused(read_register, misshapen(json.dumps(few).encode()))
    few = {"questions": gold["questions"][:1]}
    assert_read_or_refused(read_gold, misshapen(json.dumps(few).encode()))


def test_records_of_tidying_lose_nothing(tmp_path: Path) -> None:
    project, memory = Project(str(tmp_path)), ".claude/memory/p/a.md"
    write(tmp_path, memory, "after")
    write(tmp_path, "outside.md", "mine")
    row = {"path": memory, "before": "before", "after": str(Digest.of(b"after"))}
    write(tmp_path, f"{RECORDS}/0001.json", "")

    def read_record(data: bytes) -> None:
        (tmp_path / RECORDS / "0001.json").write_bytes(data)
        try:
            undo_tidy(project)
        finally:
            assert (tmp_path / "outside.md").read_text() == "mine"
            write(tmp_path, memory, "after")

    assert_read_or_refused(read_record, misshapen(json.dumps([row]).encode()))


def test_connectors_and_their_records(tmp_path: Path) -> None:
    value = {"packages": [PACKAGE], "records": SCHEMA, "fallback": FALLBACK}
    folder = pack_folder(tmp_path / "pack", ledger=value)
    file = folder / "connectors/ledger.json"

    def read_connector(data: bytes) -> None:
        file.write_bytes(data)
        (found,) = find_connectors(Project(str(tmp_path)), str(folder))
        schema = found.value.get("records", {})
        records = read_records("x", "csv", SAMPLE.encode(), schema)
        problems = find_problems(records, schema)
        told = [found.server, found.fallback, list(found.variables()), found.missing({}), problems]
        json.dumps(told, ensure_ascii=False).encode()

    assert_read_or_refused(read_connector, misshapen(file.read_bytes()))


def assert_read_or_refused(reader: Callable[[bytes], object], texts: object) -> None:
    count = 0
    for text in texts:
        count += 1
        try:
            reader(text)
        except CtxpackError:
            continue
        except Exception as error:
            raise AssertionError(f"{text[:200]!r}: {error!r}") from error
    assert count > 50
