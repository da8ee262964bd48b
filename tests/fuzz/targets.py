"""What is fuzzed: each reader of strangers' bytes, and what must hold whatever it is given.

A reader may refuse with an error of our own and with nothing else. What it takes, it writes again to the same
value.
"""

from collections.abc import Callable

from packformat.archive import Entry, read_archive, write_archive
from packformat.build import build_pack
from packformat.convert.document import convert
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.index import PackDocument, RootDocument
from packformat.judgement import judge_pack
from packformat.lockfile import Lockfile
from packformat.manifest import Manifest
from packformat.paths import Limits
from packformat.policy.policy import Policy
from packformat.signing import join_document, split_documents
from packformat.upload import read_upload
from packformat.versions import Requirement, Version

SMALL = Limits(archive=1 << 20, unpacked=1 << 22, file=1 << 20, files=50)
"""Enough for every structure, and little enough for thousands of tries a second."""
MANIFEST = b"""schema = 1
name = "fuzzed"
version = "1.0.0"
title = "Fuzzed"
summary = "Holds what is tried."
licence = "MIT"
authors = [{name = "Ada"}]
"""


def archive(data: bytes) -> None:
    """The files of an archive that is read are written to one that holds the same."""
    read = read_archive(data, SMALL)
    assert read_archive(write_archive(read.entries, SMALL), SMALL).entries == read.entries


def upload(data: bytes) -> None:
    """What is taken from an upload can be built, and what is built can be read."""
    read_archive(build_pack(read_upload(data, SMALL), folder="fuzzed").archive)


def manifest(data: bytes) -> None:
    """A manifest that is read is written to the same values."""
    read = Manifest.parse(data)
    assert Manifest.parse(read.to_toml()).as_dict() == read.as_dict()


def page(data: bytes) -> None:
    """The head of a page is read or refused."""
    read_frontmatter("page.md", data.decode("utf-8", "replace"))


def documents(data: bytes) -> None:
    """Signed documents are taken apart and put together again, and what they state is stated again."""
    for signatures, payload in split_documents(data, "the index"):
        assert list(split_documents(join_document(signatures, payload), "the index")) == [
            (signatures, payload)
        ]
        reader = PackDocument if b'"type":"pack"' in payload else RootDocument
        stated = reader.parse(payload, "the index").to_payload()
        assert reader.parse(stated, "the index").to_payload() == stated


def lockfile(data: bytes) -> None:
    """A lockfile that is read is written to the same packs."""
    read = Lockfile.parse(data.decode("utf-8", "replace"))
    assert Lockfile.parse(read.to_text()).packs == read.packs


def requirement(data: bytes) -> None:
    """A requirement that is read is written to an equal one."""
    read = Requirement.parse(data.decode("utf-8", "replace"))
    assert Requirement.parse(str(read)) == read


def policy(data: bytes) -> None:
    """A policy that is read decides about any pack."""
    read = Policy.parse(data, "policy.toml")
    assert read.forbids("close", Version.parse("1.0.0")) in (True, False)


def rules(data: bytes) -> None:
    """Every rule has something to say of any file, or nothing, and never fails."""
    name = ("skills/fuzzed/SKILL.md", "hooks/hooks.json", "scripts/run.sh", ".mcp.json")[len(data) % 4]
    skill = Entry("skills/fuzzed/SKILL.md", b"---\nname: fuzzed\ndescription: Tries things\n---\nTry.\n")
    judge_pack(
        {"pack.toml": Entry("pack.toml", MANIFEST), skill.path: skill, name: Entry(name, data)}.values()
    )


CONVERTERS = ("csv", "docx", "eml", "html", "pdf", "pptx", "vtt", "xlsx", "zip")
"""Endings of documents; those of their libraries are slow, so that fewer inputs are tried with the suite."""


def converted(name: str) -> Callable[[bytes], None]:
    """A document of any kind is read or refused."""

    def target(data: bytes) -> None:
        convert(f"document.{name}", data)

    target.__name__ = name
    return target


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        *(archive, upload, manifest, page, documents, lockfile, requirement, policy, rules),
        *map(converted, CONVERTERS),
    )
}


def try_one(name: str, data: bytes) -> None:
    """Give one input to a target; an error of our own is an answer like any other."""
    try:
        TARGETS[name](data)
    except CtxpackError:
        return
