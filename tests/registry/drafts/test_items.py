"""The items of a list."""

from registry.drafts.items import highest_number, moved_item, place_of, with_item, without_item

THREE = {"steps": [{"id": f"step-{number}"} for number in (1, 2, 3)]}


def ids(content: dict[str, list[dict[str, str]]]) -> str:
    return "".join(item["id"][-1] for item in content["steps"])


def test_an_item_is_added_taken_out_and_put_back_where_it_was() -> None:
    assert ids(with_item(THREE, "steps", {"id": "step-4"})) == "1234"
    without = without_item(THREE, "steps", "step-2")
    assert ids(without) == "13"
    assert with_item(without, "steps", {"id": "step-2"}, 1) == THREE
    assert with_item(THREE, "steps", {"id": "step-2"}, 0) == THREE


def test_an_item_moves_and_stops_at_the_ends() -> None:
    assert ids(moved_item(THREE, "steps", "step-2", -1)) == "213"
    assert ids(moved_item(THREE, "steps", "step-2", 1)) == "132"
    assert moved_item(THREE, "steps", "step-1", -1) == THREE
    assert moved_item(THREE, "steps", "step-3", 1) == THREE
    assert moved_item(THREE, "steps", "step-7", 1) == THREE
    assert moved_item({}, "steps", "step-7", 1) == {}


def test_places_and_numbers_are_counted_over_all_lists() -> None:
    assert place_of(THREE, "steps", "step-3") == 2
    assert highest_number({**THREE, "rules": [{"id": "rule-12"}, {"id": "odd"}]}) == 12
    assert highest_number({}) == 0
