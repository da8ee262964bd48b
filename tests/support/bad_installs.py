"""What can come wrong from a registry, or lie in the way in a project, and what it is refused with.

One table: each case spoils one thing, runs a command, and says the code, the exit code and the words that a
person needs to see. After each, what the user wrote is where it was, and no pack is half there.
"""

from __future__ import annotations

import os
import resource
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.project import Project
from installer_cli.projectlock import ProjectLock
from installer_cli.receipt import read_receipts
from packformat.signing import key_id, raw_public_key
from tests.support.terms import term_of_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import Answer, RegistrySimulator

NOTES = ".claude/skills/close/notes.md"
MINE = b"what only the user could write\n"
LARGE = 300_000


class Bench:
    """A project, its registry, and what is to be undone after the case."""

    def __init__(self, cli: Cli, packs: RegistrySimulator, after: ExitStack, patch: pytest.MonkeyPatch):
        self.cli = cli
        self.packs = packs
        self.after = after
        self.patch = patch

    def write(self, path: str, data: bytes = MINE) -> None:
        self.cli.path(path).parent.mkdir(parents=True, exist_ok=True)
        self.cli.path(path).write_bytes(data)

    def archives_are(self, answer: Callable[[bytes], Answer]) -> None:
        """Answer requests for archives with what is made of their bytes."""

        def reply(_method: str, path: str, _body: bytes) -> Answer | None:
            digest = path.removeprefix("/archives/").removesuffix(".zip")
            return answer(self.packs.archives[digest]) if digest in self.packs.archives else None

        self.packs.answer = reply

    def index_is(self, change: Callable[[bytes], bytes]) -> None:
        """Answer the request to resolve with what is made of the index."""
        self.packs.answer = lambda _method, path, _body: (
            (200, {}, change(self.packs.closure(["close"]))) if path.endswith("/resolve") else None
        )


class Case(NamedTuple):
    """What is spoilt (which gives the words to look for), and how the command ends."""

    spoil: Callable[[Bench], list[str]]
    code: str
    exit_code: int
    argv: tuple[str, ...] = ("install", "close")


# --- from the registry -----------------------------------------------------------------------------


def a_byte_of_the_archive_is_another(bench: Bench) -> list[str]:
    bench.archives_are(lambda data: (200, {}, data[:-1] + bytes([data[-1] ^ 1])))
    return [bench.packs.built["close", "1.0.0"].digest, "sha256:"]


def a_byte_of_the_index_is_another(bench: Bench) -> list[str]:
    bench.index_is(lambda data: data.replace(b'"serial":1', b'"serial":2'))
    return [bench.packs.key_id]


def an_unknown_key_signs_the_index(bench: Bench) -> list[str]:
    root = bench.packs.root()
    bench.packs.key = stranger = Ed25519PrivateKey.generate()
    bench.index_is(lambda data: root + data.split(b"\n", 2)[2])
    return [f"unknown key: {key_id(raw_public_key(stranger))}"]


def nobody_signs_the_index(bench: Bench) -> list[str]:
    bench.index_is(lambda data: b"{}\n" + data.split(b"\n", 1)[1])
    return ["the index", "it is not signed"]


def the_index_is_last_weeks(bench: Bench) -> list[str]:
    bench.packs.term = term_of_days(signed_days_ago=8)
    return [bench.packs.term.expires_at, "the clock here says 20"]


def the_index_is_older_than_one_seen_before(bench: Bench) -> list[str]:
    bench.packs.serials["close"] = 7
    bench.cli.ok("install", "close")
    bench.packs.serials["close"] = 6
    return ["`close`", "6 after 7"]


def an_archive_goes_on_after_its_end(bench: Bench) -> list[str]:
    bench.archives_are(lambda data: (200, {}, data + b"x" * 100))
    return ["the archive of `close`", f"{len(bench.packs.built['close', '1.0.0'].archive)} bytes allowed"]


def an_archive_never_comes_to_its_end(bench: Bench) -> list[str]:
    bench.patch.setenv("CTXPACK_TIMEOUT", "0.3")
    bench.archives_are(lambda data: (200, {"Content-Length": str(len(data))}, data[:20]))
    return ["the archive of `close`", "within 0.3 seconds"]


def the_connection_is_cut(bench: Bench) -> list[str]:
    size = len(bench.packs.built["close", "1.0.0"].archive)
    headers = {"Content-Length": str(size), "Connection": "close"}
    bench.archives_are(lambda data: (200, dict(headers), data[: size // 2]))
    return ["the archive of `close`", f"{size // 2} of {size} bytes"]


# --- in the project --------------------------------------------------------------------------------


def the_folder_of_skills_is_a_link(bench: Bench) -> list[str]:
    elsewhere = bench.cli.project.parent / "elsewhere"
    elsewhere.mkdir()
    bench.cli.path(".claude").mkdir()
    bench.cli.path(".claude/skills").symlink_to(elsewhere)
    return ["`.claude/skills` is a link"]


def a_file_of_the_users_is_in_the_way(bench: Bench) -> list[str]:
    bench.write(NOTES)
    return [f"`{NOTES}` is in the way"]


def the_user_changed_the_line_that_the_update_changes(bench: Bench) -> list[str]:
    bench.cli.ok("install", "close")
    bench.write(NOTES)
    bench.packs.publish("close", "1.1.0", files={"notes.md": "another line\n"})
    return [NOTES, "your text was kept"]


def another_pack_has_placed_a_file_there(bench: Bench) -> list[str]:
    """A pack's files lie below its own name; only a receipt that was edited by hand can say otherwise."""
    bench.cli.ok("install", "ledger")
    receipt = ".claude/.ctxpack/receipts/ledger.json"
    text = bench.cli.path(receipt).read_text()
    bench.write(receipt, text.replace("skills/ledger/pack.toml", "skills/close/pack.toml").encode())
    return ["`close`", "`ledger`", "both ship `.claude/skills/close/pack.toml`"]


def the_disk_is_full(bench: Bench) -> list[str]:
    bench.packs.publish("close", "1.2.0", files={"large.md": "large\n" * (LARGE // 6)})
    bench.after.enter_context(files_of_at_most(LARGE // 2))
    return ["large.md", f"{LARGE} bytes are more than a file may hold here"]


def the_disk_may_not_be_written(bench: Bench) -> list[str]:
    def refuse(path: str, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    bench.patch.setattr(os, "mkdir", refuse)
    return ["`.claude/.ctxpack` cannot be written: Permission denied"]


def a_digit_of_the_lockfile_is_another(bench: Bench) -> list[str]:
    bench.cli.ok("install", "close")
    lockfile = bench.cli.path("ctxpack.lock")
    text = lockfile.read_text()
    digest = str(bench.packs.built["close", "1.0.0"].digest)
    edited = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    lockfile.write_text(text.replace(digest, edited))
    return [f"pins `close` to {edited}", digest]


def another_run_is_at_work(bench: Bench) -> list[str]:
    bench.patch.setenv("CTXPACK_LOCK_TIMEOUT", "0.1")
    bench.after.enter_context(ProjectLock(Project(str(bench.cli.project)), lambda _: None))
    return [f"(process {os.getpid()})"]


CASES = (
    Case(a_byte_of_the_archive_is_another, "E_DIGEST", 5),
    Case(a_byte_of_the_index_is_another, "E_SIGNATURE", 5),
    Case(an_unknown_key_signs_the_index, "E_SIGNATURE", 5),
    Case(nobody_signs_the_index, "E_SIGNATURE", 5),
    Case(the_index_is_last_weeks, "E_INDEX_EXPIRED", 5),
    Case(the_index_is_older_than_one_seen_before, "E_INDEX_ROLLBACK", 5, ("update",)),
    Case(an_archive_goes_on_after_its_end, "E_RESPONSE_SIZE", 1),
    Case(an_archive_never_comes_to_its_end, "E_TIMEOUT", 7),
    Case(the_connection_is_cut, "E_DOWNLOAD", 7),
    Case(the_folder_of_skills_is_a_link, "E_TARGET_LINK", 1),
    Case(a_file_of_the_users_is_in_the_way, "E_CONFLICT_USER_FILE", 4),
    Case(the_user_changed_the_line_that_the_update_changes, "E_CONFLICT_EDITED", 9, ("update",)),
    Case(another_pack_has_placed_a_file_there, "E_CONFLICT_PACK", 4),
    Case(the_disk_is_full, "E_DISK", 1),
    Case(the_disk_may_not_be_written, "E_PERMISSION", 8),
    Case(a_digit_of_the_lockfile_is_another, "E_LOCK_MISMATCH", 5, ("update",)),
    Case(another_run_is_at_work, "E_LOCKED", 1),
)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the system refuse to make a file longer, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def whole_packs(cli: Cli) -> dict[str, str]:
    """The installed packs with their versions, each with every file that its receipt lists."""
    receipts = read_receipts(Project(str(cli.project)))
    paths = [path for receipt in receipts.values() for path in receipt.files]
    assert [path for path in paths if not cli.path(path).is_file()] in (
        [],
        [".claude/skills/close/pack.toml"],
    )
    return {str(name): str(receipt.version) for name, receipt in receipts.items()}
