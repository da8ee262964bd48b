"""Whatever stands in a file that is read back, or in an answer, it is read or refused with a code of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.history import Entry
from installer_cli.home import RegistryMemory
from installer_cli.journal import Journal
from installer_cli.loops.journal import Journal as LoopJournal
from installer_cli.loops.state import State
from installer_cli.project import JOURNAL, Project
from installer_cli.receipt import Receipt
from packformat.advisory import AdvisoryEntry
from packformat.errors import CtxpackError
from packformat.handover import Handover
from packformat.index import PackDocument, RootDocument
from packformat.powers.value import Powers
from packformat.signing import sign_document, split_documents
from tests.support.misshapen import NO_JSON, misshapen
from tests.support.registry_simulator import RegistrySimulator

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
