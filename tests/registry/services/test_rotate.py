from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from installer_cli.belief import Belief
from installer_cli.trust import Trust
from packformat.index import RootDocument
from packformat.signing import split_documents
from registry.models import AuditEntry, IndexDocument, KeyChange, User
from registry.services.index import publish_everything, publish_root
from registry.services.keys import key_of_root
from registry.services.rotate import rotate_key
from registry.signer import current_signer
from tests.support.refusals import refused
from tests.support.registry import published

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture(autouse=True)
def key(settings: Settings, tmp_path: Path) -> Path:
    settings.CTXPACK_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.key"
    return settings.CTXPACK_SIGNING_KEY_FILE


def believes(pinned: str) -> str:
    """The key that a client ends with that has pinned one; it believes every document there is."""
    trust = Trust("here", pinned, Belief(), NOW)
    trust.accept_root(*body_of("root"))
    for name in IndexDocument.objects.exclude(name="root").values_list("name", flat=True):
        trust.accept_pack(*body_of(name), name)
    return trust.key


def body_of(name: str) -> tuple:
    (document,) = split_documents(bytes(IndexDocument.objects.get(name=name).body), name)
    return document


def root() -> RootDocument:
    return RootDocument.parse(body_of("root")[1], "root")


def test_clients_follow_from_any_key_that_there_was(ada: User, key: Path) -> None:
    published(ada)
    keys = [current_signer().key_id]
    for _ in range(2):
        change = rotate_key(actor=ada)
        assert change.settled
        keys.append(change.new_key)
    assert current_signer().key_id == keys[-1]
    assert [believes(pinned) for pinned in keys] == [keys[-1]] * 3
    assert (root().keys.keys(), root().retired) == ({keys[-1]}, set(keys[:2]))
    assert [path.name for path in key.parent.iterdir()] == ["signing.key"]
    assert AuditEntry.objects.filter(action="key.rotate", actor=ada).count() == 2


def test_after_a_theft_nobody_follows_and_nothing_that_came_before_counts(ada: User) -> None:
    published(ada)
    first = current_signer().key_id
    stolen = rotate_key(actor=None).new_key
    change = rotate_key(actor=None, is_stolen=True)
    assert (root().handovers, root().retired) == ((), {first, stolen})
    for pinned in (first, stolen):
        with refused("E_KEY_CHANGED", f"ctxpack trust {change.new_key}"):
            believes(pinned)
    assert believes(change.new_key) == change.new_key
    later = rotate_key(actor=None).new_key
    assert believes(change.new_key) == later


def test_a_lost_key_is_replaced_like_a_stolen_one(ada: User, key: Path) -> None:
    published(ada)
    lost = current_signer().key_id
    key.unlink()
    change = rotate_key(actor=None, is_stolen=True)
    assert (change.old_key, believes(change.new_key)) == (lost, change.new_key)


def test_whoever_still_has_the_old_file_signs_nothing(ada: User, key: Path) -> None:
    published(ada)
    old = key.read_bytes()
    rotate_key(actor=None)
    key.write_bytes(old)
    with refused("E_SIGNING_KEY", "clients trust"):
        publish_root()


def test_killed_before_any_write_clients_believe_all_there_is_and_the_next_run_goes_on(ada: User) -> None:
    published(ada)
    publish_everything()
    at = Interruption()
    while at.met:
        pinned = key_of_root()
        changes = KeyChange.objects.count()
        at.next()
        with suppress(Killed), connection.execute_wrapper(at):
            rotate_key(actor=None)
        assert believes(pinned)
        rotate_key(actor=None)
        assert believes(pinned) == current_signer().key_id == key_of_root()
        assert not KeyChange.objects.filter(settled=False).exists()
        assert KeyChange.objects.count() - changes in (1, 2)
    assert at.point > 8


class Killed(BaseException):
    """The process ends here."""


class Interruption:
    """Ends the program before the n-th SQL statement that writes."""

    def __init__(self) -> None:
        self.point = self.count = 0
        self.met = True

    def next(self) -> None:
        self.point, self.count, self.met = self.point + 1, 0, False

    def __call__(self, execute: Callable[..., object], *arguments: object) -> object:
        self.count += not str(arguments[0]).startswith(("SELECT", "SAVEPOINT", "RELEASE"))
        if self.count == self.point:
            self.met = True
            raise Killed
        return execute(*arguments)
