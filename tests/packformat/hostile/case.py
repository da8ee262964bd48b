"""What a hostile archive is: how it is built, its code, and what the message must name."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from tests.support.packing import ZipEntry, archive_with, canonical, usual_files, zip_of


class Case(NamedTuple):
    """A name that says what is wrong, how to build it, the code, and what the message must name."""

    id: str
    build: Callable[[], bytes]
    code: str
    names: tuple[str, ...] = ()


def named(identity: str, name: str | bytes, code: str, *names: str) -> Case:
    raw = name.encode() if isinstance(name, str) else name
    return Case(identity, lambda: archive_with(ZipEntry(raw, b"text")), code, names)


def two(identity: str, one: str, other: str, *names: str) -> Case:
    """Two files that some file system takes for one."""

    def build() -> bytes:
        return archive_with(ZipEntry(one.encode(), b"one"), ZipEntry(other.encode(), b"other"))

    return Case(identity, build, "E_PATH_COLLISION", names or (one, other))


def with_entry(identity: str, entry: ZipEntry, code: str, *names: str) -> Case:
    return Case(identity, lambda: archive_with(entry), code, names)


def patched(**fields: object) -> Callable[[], bytes]:
    """Build the usual archive with fields of its last file's entry changed."""

    def build() -> bytes:
        *first, last = canonical(usual_files())
        return zip_of([*first, replace(last, **fields)])

    return build
