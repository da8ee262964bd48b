"""The lockfile: one line a pack, sorted, and read back to the same packs."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.component import KINDS
from packformat.digest import Digest
from packformat.lockfile import LockedPack, Lockfile, read_labels
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from tests.support.refusals import refused
from tests.support.strategies import names, specifier_texts, version_texts

requirements = st.builds(
    lambda name, text: Requirement(PackName.parse(name), Specifier.parse(text)), names, specifier_texts
)
labels = st.lists(st.tuples(st.sampled_from(KINDS), names).map(":".join), max_size=3, unique=True).map(
    lambda found: tuple(sorted(found))
)
digests = st.binary(max_size=4).map(Digest.of)
packs = st.builds(
    LockedPack,
    names.map(PackName.parse),
    version_texts.map(Version.parse),
    digests,
    st.integers(0, 2**40),
    digests,
    st.lists(requirements, max_size=3).map(tuple),
    labels,
)
lockfiles = st.lists(packs, max_size=5, unique_by=lambda pack: pack.name).map(Lockfile)


@given(lockfiles)
def test_a_lockfile_reads_back_to_the_same_packs(lockfile: Lockfile) -> None:
    text = lockfile.to_text()
    assert Lockfile.parse(text).packs == lockfile.packs
    assert Lockfile.parse(text).to_text() == text


@given(lockfiles)
def test_a_pack_is_one_line_and_lines_are_sorted(lockfile: Lockfile) -> None:
    lines = lockfile.to_text().split("[packs]\n")[1].splitlines()
    assert [line.split(" = ")[0] for line in lines] == sorted(lockfile.packs)


def test_lines_may_stand_in_any_order() -> None:
    one, other = (
        LockedPack(PackName.parse(name), Version.parse("1.0.0"), Digest.of(b"a"), 1, Digest.of(b"t"))
        for name in ("alpha", "beta")
    )
    text = Lockfile([one, other]).to_text()
    head, _, lines = text.partition("[packs]\n")
    swapped = head + "[packs]\n" + "".join(reversed(lines.splitlines(keepends=True)))
    assert Lockfile.parse(swapped).to_text() == text


GOOD = Lockfile(
    [LockedPack(PackName.parse("alpha"), Version.parse("1.0.0"), Digest.of(b"a"), 1, Digest.of(b"t"))]
).to_text()
BROKEN = {
    "not TOML": "lock = \n",
    "no format": "[packs]\n",
    "a format that never was": "lock = 0\n[packs]\n",
    "a merge left open": GOOD.replace("[packs]", "<<<<<<< mine\n[packs]"),
    "a name that is none": GOOD.replace("alpha", "Alpha"),
    "a digest with a digit less": GOOD.replace("sha256:ca", "sha256:a"),
    "a digest that is none": GOOD.replace("sha256:", "md5:"),
    "a missing field": GOOD.replace("size = 1, ", ""),
    "a size that is none": GOOD.replace("size = 1", 'size = "many"'),
    "a pack that is a number": "lock = 1\n[packs]\nalpha = 1\n",
    "packs that are a list": "lock = 1\npacks = []\n",
    "requirements that are numbers": GOOD.replace("requires = []", "requires = [1]"),
    "a part that is no list": GOOD.replace("requires = []", 'requires = [], only = "skill:"'),
    "a part without a kind": GOOD.replace("requires = []", 'requires = [], only = ["bank-rec"]'),
    "a part of a kind that is none": GOOD.replace("requires = []", 'requires = [], only = ["page:a"]'),
    "a part that is a number": GOOD.replace("requires = []", "requires = [], only = [1]"),
    "a part with a sign that nobody sees": GOOD.replace(
        "requires = []", 'requires = [], only = ["skill:\u200b"]'
    ),
    "a size below zero": GOOD.replace("size = 1", "size = -1"),
    "a size that is a truth value": GOOD.replace("size = 1", "size = true"),
    "endless size": GOOD.replace("size = 1", "size = inf"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_lockfile_is_refused_and_says_how_to_mend_it(case: str) -> None:
    with refused("E_LOCKFILE", "ctxpack.lock", "version control"):
        Lockfile.parse(BROKEN[case])


def test_labels_are_read_in_their_order_and_each_once() -> None:
    assert read_labels(["skill:b", "agent:a", "skill:b"]) == ("agent:a", "skill:b")


def test_the_lines_of_whole_packs_say_nothing_of_parts() -> None:
    assert "only" not in GOOD


def test_of_two_lines_that_a_merge_has_kept_the_newer_version_counts() -> None:
    old, new = (
        LockedPack(PackName.parse("alpha"), Version.parse(text), Digest.of(b"a"), 1, Digest.of(b"t"))
        for text in ("1.9.0", "1.10.0")
    )
    for lines in permutations((old, new, old._replace(only=("skill:a",)))):
        assert Lockfile.parse(merged_text(*lines)).packs == {old.name: new}


def test_of_two_lines_of_one_version_a_merge_takes_the_parts_of_both_in_whatever_order() -> None:
    books, cash = Requirement.parse("books>=1"), Requirement.parse("cash>=2")
    name, digest = PackName.parse("alpha"), Digest.of(b"a")
    whole = LockedPack(name, Version.parse("1.0.0"), digest, 1, digest, (books, cash))
    one = whole._replace(requires=(cash,), only=("skill:b", "skill:c"))
    two = whole._replace(requires=(books,), only=("agent:a", "skill:b"))
    both = whole._replace(only=("agent:a", "skill:b", "skill:c"))
    cases = [((one, two), both), ((one, one), one), ((one, whole), whole), ((one, two, whole), whole)]
    for packs, expected in cases:
        for lines in permutations(packs):
            assert Lockfile.parse(merged_text(*lines)).packs == {name: expected}


def test_two_lines_that_give_one_version_other_bytes_are_refused() -> None:
    name, digest = PackName.parse("alpha"), Digest.of(b"a")
    pack = LockedPack(name, Version.parse("1.0.0"), digest, 1, digest)
    for other in (pack._replace(archive=Digest.of(b"b")), pack._replace(tree=Digest.of(b"b"))):
        with refused("E_LOCKFILE", "two lines give 1.0.0 of `alpha` other bytes", "version control"):
            Lockfile.parse(merged_text(pack, other))


def merged_text(*packs: LockedPack) -> str:
    """A lockfile in which a merge has kept a line of each, also of one pack."""
    lines = [Lockfile([pack]).to_text().split("[packs]\n") for pack in packs]
    return f"{lines[0][0]}[packs]\n{''.join(line for _, line in lines)}"


def test_a_lockfile_of_a_later_format_is_said_to_be_of_a_newer_ctxpack() -> None:
    with refused(
        "E_NEWER", "`ctxpack.lock`", "it is of format 2, and this one reads 1", "First time on this machine?"
    ):
        Lockfile.parse("lock = 2\npins = 7\n")
