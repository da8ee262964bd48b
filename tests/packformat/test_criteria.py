import pytest

from packformat.criteria import BY_PEOPLE, Criterion, Verifiable, read_criteria, verifiable_in
from packformat.paths import CRITERIA_PATH
from tests.support.folders import PACKS

TEXT = b"""
[[criteria]]
id = "bank"
text = "Every account ties"
checked-by = "gate:bank"
tolerance = "0.00"

[[criteria]]
id = "clear"
text = "A colleague understands it"
checked-by = "human judgement"
"""


def test_criteria_come_in_their_order_each_with_what_decides_it() -> None:
    bank, clear = read_criteria(TEXT)
    assert bank == Criterion("bank", "Every account ties", "gate:bank")
    assert bank.checker == ("gate", "bank")
    assert clear.checker == (BY_PEOPLE, "")


@pytest.mark.parametrize("pack", sorted(path.name for path in PACKS.iterdir()))
def test_the_criteria_of_every_shipped_pack_are_read(pack: str) -> None:
    assert read_criteria((PACKS / pack / CRITERIA_PATH).read_bytes())


def test_how_much_can_be_told_without_a_person_is_counted() -> None:
    found = verifiable_in({CRITERIA_PATH: TEXT})
    assert found == Verifiable(criteria=2, by_program=1)
    assert found.percent == 50
    assert Verifiable(criteria=3, by_program=2).percent == 66


@pytest.mark.parametrize("data", [b"", b"[[criteria", b'[[criteria]]\nid = "bank"\n'])
def test_criteria_that_cannot_be_read_count_as_none(data: bytes) -> None:
    assert verifiable_in({CRITERIA_PATH: data}) == verifiable_in({}) == Verifiable(0, 0)
    assert verifiable_in({}).percent == 0
