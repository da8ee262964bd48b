from __future__ import annotations

from installer_cli.choose import from_lockfile
from packformat.digest import Digest
from packformat.lockfile import LockedPack, Lockfile
from packformat.names import PackName
from packformat.versions import Requirement, Version

DIGEST = Digest.of(b"")


def locked(name: str, version: str, *requires: str) -> LockedPack:
    needed = tuple(Requirement.parse(text) for text in requires)
    return LockedPack(PackName(name), Version.parse(version), DIGEST, 1, DIGEST, needed)


LOCKFILE = Lockfile(
    [locked("close", "1.0.0", "ledger>=1"), locked("ledger", "1.2.0"), locked("other", "1.0.0")]
)


def chosen(*wanted: str) -> list[str] | None:
    choice = from_lockfile(LOCKFILE, [Requirement.parse(text) for text in wanted])
    return list(choice.packs) if choice else None


def test_what_is_wanted_and_what_it_requires_is_taken_and_the_rest_is_left() -> None:
    assert chosen("close") == ["close", "ledger"]
    assert chosen("other") == ["other"]
    assert chosen() == []


def test_a_lockfile_that_lacks_a_pack_or_does_not_fit_decides_nothing() -> None:
    assert chosen("close", "missing") is None
    assert chosen("close>=2") is None
    assert chosen("close", "ledger<1") is None


def test_a_locked_trial_version_fits() -> None:
    lockfile = Lockfile([locked("close", "1.0.0rc1")])
    assert from_lockfile(lockfile, [Requirement.parse("close<2")]) is not None
