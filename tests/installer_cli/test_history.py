from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from installer_cli.history import LONGEST, Entry, compose, entry_numbers, prune, read_entry
from installer_cli.project import Project
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.names import PackName

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

ONE, TWO, THREE = (Digest.of(text) for text in (b"1", b"2", b"3"))
A, B = PackName("aa"), PackName("bb")
PATH = ".claude/skills/aa/x.md"


def entry(
    number: int,
    before: dict[PackName, dict[str, Digest | None]],
    after: dict[PackName, dict[str, Digest | None]],
    wants: tuple[str | None, str | None] = ("old", "new"),
) -> Entry:
    names = {*before, *after}
    return Entry(
        number,
        f"run {number}",
        "2026-01-01T00:00:00Z",
        wants=wants,
        receipts=dict.fromkeys(names),
        before=before,
        after=after,
    )


def test_an_entry_reads_back_as_it_was_written() -> None:
    written = entry(7, {A: {PATH: ONE}}, {A: {PATH: None}}, (None, "new"))
    again = Entry.parse(7, written.to_bytes())
    assert (again.command, again.time, again.wants) == ("run 7", written.time, (None, "new"))
    assert (again.before, again.after, again.receipts) == (written.before, written.after, {A: None})
    assert again.digests() == {ONE}


def test_runs_in_a_row_are_one_from_the_first_before_to_the_last_after() -> None:
    whole = compose(
        [
            entry(1, {A: {PATH: ONE}}, {A: {PATH: TWO}}, ("one", "two")),
            entry(2, {A: {PATH: TWO}, B: {PATH: TWO}}, {A: {PATH: THREE}, B: {}}, ("two", "three")),
        ]
    )
    assert whole.before == {A: {PATH: ONE}, B: {PATH: TWO}}
    assert whole.after == {A: {PATH: THREE}, B: {}}
    assert whole.wants == ("one", "three")


def test_a_later_run_without_a_deviation_overrules_an_earlier_one_with_one() -> None:
    whole = compose([entry(1, {A: {}}, {A: {PATH: TWO}}), entry(2, {A: {PATH: TWO}}, {A: {}})])
    assert (whole.before, whole.after) == ({A: {}}, {A: {}})


def valid(**changes: object) -> bytes:
    return json.dumps(json.loads(entry(1, {}, {}).to_bytes()) | changes).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        valid(schema=2),
        valid(wants=None),
        valid(receipts={"A": None}),
        valid(receipts={"aa": {}}),
        valid(before={"aa": {"../x": None}}),
        valid(after={"aa": {PATH: "md5:1"}}),
    ],
)
def test_a_damaged_entry_is_refused_by_its_path(data: bytes) -> None:
    with pytest.raises(CtxpackError) as caught:
        Entry.parse(3, data)
    assert caught.value.code == "E_HISTORY"
    assert ".claude/.ctxpack/history/000003.json" in caught.value.message


def test_an_entry_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_entry(Project(str(tmp_path)), 4)
    assert (caught.value.code, caught.value.exit_code) == ("E_HISTORY_NUMBER", 3)
    assert entry_numbers(Project(str(tmp_path))) == []


@pytest.mark.usefixtures("url")
def test_old_runs_are_dropped_with_what_only_they_needed(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer_cli.history.LONGEST", 2)
    monkeypatch.setattr("installer_cli.history._SLACK", 1)
    for minor in range(5):
        registry.publish("close", f"1.{minor}.0", files={"notes.md": f"{minor}\n"})
        cli.ok("install", f"close@1.{minor}.0")
    project = Project(str(cli.project))
    assert entry_numbers(project) == [4, 5]
    state = cli.path(".claude/.ctxpack")
    kept = {path.stem for path in (state / "archives").iterdir()}
    assert kept == {registry.built["close", f"1.{minor}.0"].digest.hex for minor in (2, 3, 4)}
    cli.ok("rollback", "3")
    assert cli.ok("list").out == "close 1.2.0\n"


def test_while_an_entry_cannot_be_read_nothing_is_dropped_and_no_run_ends_with_its_fault(
    tmp_path: Path,
) -> None:
    folder = tmp_path / ".claude" / ".ctxpack" / "history"
    folder.mkdir(parents=True)
    for number in range(1, 2 * LONGEST):
        (folder / f"{number:06}.json").write_bytes(entry(number, {}, {}).to_bytes())
    (folder / f"{2 * LONGEST - 5:06}.json").write_text("cut in ha")
    prune(Project(str(tmp_path)))
    assert len(entry_numbers(Project(str(tmp_path)))) == 2 * LONGEST - 1


def test_a_short_history_is_not_pruned(tmp_path: Path) -> None:
    folder = tmp_path / ".claude" / ".ctxpack" / "history"
    folder.mkdir(parents=True)
    for number in range(1, LONGEST):
        (folder / f"{number:06}.json").write_text("never read")
    prune(Project(str(tmp_path)))
    assert len(entry_numbers(Project(str(tmp_path)))) == LONGEST - 1
