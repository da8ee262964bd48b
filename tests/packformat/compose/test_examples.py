from typing import Any

from packformat.badge import what_examples_show
from packformat.compose.compose import compose
from packformat.compose.examples import FAILS, GONE, PASSES, criteria_shown, misfits, sentences_shown

SAMPLES = [
    {"id": "s-1", "label": "good", "text": "Reviewed by Ada\nTotal 12", "reason": "It is all there"},
    {"id": "s-2", "label": "bad", "text": "Total 12", "reason": "Nobody reviewed it"},
    {"id": "s-3", "label": "bad", "text": "Reviewed by Ada\nTotal to follow", "reason": "It is not finished"},
]
CHECKS = [
    {"id": "c-1", "kind": "contains", "words": "Total"},
    {"id": "c-2", "kind": "contains", "words": "Reviewed by"},
    {"id": "c-3", "kind": "never", "words": "to follow"},
]
PERSON = {"id": "c-4", "kind": "person", "words": "A colleague understands it"}


def content(samples: list[dict[str, str]], checks: list[dict[str, str]]) -> dict[str, Any]:
    return {"title": "Month end", "name": "month-end", "samples": samples, "checks": checks}


def test_a_bad_sample_shows_the_first_check_that_it_fails_and_a_good_one_what_a_bad_one_shows() -> None:
    assert criteria_shown(content(SAMPLES, CHECKS)) == {"s-1": "c-2", "s-2": "c-2", "s-3": "c-3"}


def test_a_sample_that_passes_every_check_shows_what_a_person_looks_at_where_that_is_one_thing() -> None:
    fine = [SAMPLES[0], {**SAMPLES[0], "id": "s-9", "label": "bad"}]
    assert criteria_shown(content(fine, [*CHECKS, PERSON])) == {"s-1": "c-4", "s-9": "c-4"}
    two = [*CHECKS, PERSON, {**PERSON, "id": "c-5"}]
    assert criteria_shown(content(fine, two)) == {}


def test_what_an_expert_answers_earns_the_badge_without_a_file_written_by_hand() -> None:
    entries = compose(content(SAMPLES, [*CHECKS, PERSON]))
    shown = what_examples_show({entry.path: entry.data for entry in entries})
    assert (shown.lacks, shown.tried) == ((), 3)


def test_a_good_sample_that_fails_what_the_bad_ones_show_shows_nothing() -> None:
    wrong = [{**SAMPLES[0], "text": "Total 12"}, SAMPLES[1]]
    assert criteria_shown(content(wrong, CHECKS)) == {"s-2": "c-2"}


def test_a_sample_without_a_text_is_no_example_yet() -> None:
    waiting = [*SAMPLES, {"id": "s-9", "label": "bad", "reason": "Its text is still to come"}]
    paths = [entry.path for entry in compose(content(waiting, CHECKS)) if entry.path.startswith("examples/")]
    assert len(paths) == 2 * len(SAMPLES)
    assert not any("s-9" in path for path in paths)


BOTH = {"id": "s-4", "label": "bad", "text": "Nothing", "reason": "Neither total nor review"}


def test_the_check_that_an_expert_has_chosen_is_the_one_that_a_sample_shows() -> None:
    assert criteria_shown(content([SAMPLES[0], BOTH], CHECKS)) == {"s-1": "c-1", "s-4": "c-1"}
    chosen = [SAMPLES[0], {**BOTH, "shows": "c-2"}]
    assert criteria_shown(content(chosen, CHECKS)) == {"s-1": "c-2", "s-4": "c-2"}
    good = [{**SAMPLES[0], "shows": "c-3"}, {**BOTH, "shows": "c-2"}]
    assert criteria_shown(content(good, CHECKS)) == {"s-1": "c-3", "s-4": "c-2"}
    assert sentences_shown(content(chosen, CHECKS)) == ["The result says “Reviewed by”"] * 2
    assert list(misfits(content(good, CHECKS))) == []


def test_a_chosen_check_that_is_gone_or_does_not_tell_is_seen_and_one_for_people_is_theirs() -> None:
    samples = [
        {**SAMPLES[0], "text": "Total 12", "shows": "c-2"},
        {**SAMPLES[1], "shows": "c-1"},
        {**SAMPLES[2], "shows": "c-8"},
        {**BOTH, "shows": "c-4"},
        {"id": "s-5", "label": "bad", "shows": "c-1"},
    ]
    told = content(samples, [*CHECKS, PERSON])
    assert list(misfits(told)) == [("s-1", FAILS), ("s-2", PASSES), ("s-3", GONE)]
    assert criteria_shown(told)["s-3"] == "c-3"


def test_of_a_sample_that_shows_nothing_nothing_is_said() -> None:
    assert sentences_shown(content([SAMPLES[0], {"id": "s-9"}], CHECKS)) == [""]
