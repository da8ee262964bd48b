import pytest

from marketplace.catalogue.difference.meaning import Change, Cost, costs, power_changes
from registry.models import Release

TEXT_ONLY = {"hooks": [], "hosts": []}


def test_new_and_lost_powers_are_told_in_words() -> None:
    before = Release(powers={"hosts": ["a.example", "b.example"]})
    after = Release(powers={"hosts": ["b.example", "c.example"], "secrets": ["KEY"]})
    assert power_changes(before, after) == [
        Change("Contacts these hosts", ["c.example"], ["a.example"]),
        Change("Reads these variables of your environment", ["KEY"], []),
    ]


def test_the_same_powers_are_no_change() -> None:
    assert power_changes(Release(powers=TEXT_ONLY), Release(powers=TEXT_ONLY)) == []


@pytest.mark.parametrize(("before", "after"), [({}, TEXT_ONLY), (TEXT_ONLY, {}), ({}, {})])
def test_powers_that_were_not_computed_are_not_compared(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    assert power_changes(Release(powers=before), Release(powers=after)) is None


def test_costs_name_what_is_unknown_and_say_the_difference() -> None:
    found = costs(Release(tokens={"always": 100}), Release(tokens={"always": 150, "on-use": 30, "how": "x"}))
    assert found == [Cost("always", 100, 150), Cost("on-use", None, 30)]
    assert [cost.difference for cost in found] == [50, None]
