from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.statements.chains import Said, Word
from packformat.statements.held import Decision, Holding, weigh
from packformat.statements.overlay import Override
from packformat.statements.statement import Statement

Packs: TypeAlias = dict[str, Said]


def says(pack: str, **values: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(name, value, "", pack, f"memory/{pack}/rules.md", 3) for name, value in values.items()
    )


def over(**values: str) -> tuple[Override, ...]:
    return tuple(Override(name, value) for name, value in values.items())


BASE = Said(says("base", limit="5000", days="30"))


def holds(holding: Holding) -> dict[tuple[str, str], tuple[str, str]]:
    return {(held.statement.pack, held.statement.key): held.word[:2] for held in holding.held}


def test_an_overlays_word_holds_and_says_whose_it_is_and_what_gave_way() -> None:
    holding = weigh({"base": BASE, "house": Said((), {"base": over(Limit="2000")})}, {})
    assert holds(holding) == {("base", "limit"): ("house", "2000"), ("base", "days"): ("base", "30")}
    (held,) = holding.replaced
    assert held.gave_way == (Word("base", "5000"),)
    assert not held.decided


def test_an_overlay_on_an_overlay_stands_above_both_and_names_them_the_nearest_first() -> None:
    packs = {
        "base": BASE,
        "firm": Said((), {"base": over(limit="4000")}),
        "desk": Said((), {"firm": over(limit="1000")}),
    }
    (held,) = weigh(packs, {}).replaced
    assert held.word == Word("desk", "1000")
    assert held.gave_way == (Word("firm", "4000"), Word("base", "5000"))
    assert weigh(packs, {}).missed == ()


def test_whoever_extends_a_pack_stands_above_it_also_where_both_speak_of_a_third() -> None:
    packs = {
        "base": BASE,
        "firm": Said((), {"base": over(limit="4000")}),
        "desk": Said((), {"firm": (), "base": over(limit="1000")}),
    }
    assert holds(weigh(packs, {}))[("base", "limit")] == ("desk", "1000")


TWO = {
    "base": BASE,
    "east": Said((), {"base": over(limit="1000")}),
    "west": Said((), {"base": over(limit="2000")}),
}


def test_two_overlays_that_part_are_named_and_neither_holds() -> None:
    holding = weigh(TWO, {})
    (undecided,) = holding.undecided
    assert [word.pack for word in undecided.words] == ["east", "west"]
    assert holds(holding)[("base", "limit")] == ("base", "5000")


@pytest.mark.parametrize(("follow", "value"), [("east", "1000"), ("west", "2000"), ("base", "5000")])
def test_the_project_decides_between_overlays_and_may_keep_to_what_they_extend(
    follow: str, value: str
) -> None:
    holding = weigh(TWO, {"limit": Decision(follow)})
    assert holding.undecided == holding.idle == ()
    assert holds(holding)[("base", "limit")] == (follow, value)
    (held,) = (held for held in holding.held if held.decided)
    assert {word.pack for word in held.gave_way} == {"base", "east", "west"} - {follow}


@pytest.mark.parametrize("decision", [Decision("nobody"), Decision("", "both are right")])
def test_what_names_no_pack_that_speaks_decides_nothing_between_overlays(decision: Decision) -> None:
    holding = weigh(TWO, {"limit": decision})
    assert len(holding.undecided) == 1
    assert holding.idle == ("limit",)


def test_overlays_that_say_the_same_do_not_part() -> None:
    packs = {**TWO, "west": Said((), {"base": over(limit="1000.00")})}
    assert weigh(packs, {}).undecided == ()


def test_what_the_extended_pack_does_not_state_any_more_is_missed_and_stays_the_overlays_own() -> None:
    house = Said(says("house", age="60"), {"base": over(age="60"), "gone": over(limit="1")})
    holding = weigh({"base": BASE, "house": house}, {})
    assert [(item.extended, item.override.name, item.here) for item in holding.missed] == [
        ("base", "age", True),
        ("gone", "limit", False),
    ]
    assert holds(holding)[("house", "age")] == ("house", "60")


def test_what_the_extended_pack_says_otherwise_than_its_reader_read_is_told() -> None:
    read = (Override("limit", "2000", instead_of="5000.0"), Override("days", "10", instead_of="45"))
    (moved,) = weigh({"base": BASE, "house": Said((), {"base": read})}, {}).moved
    assert (moved.override.name, moved.now) == ("days", "30")
    packs = {
        "base": BASE,
        "firm": Said((), {"base": over(limit="4000")}),
        "desk": Said((), {"firm": (Override("limit", "1", instead_of="5000"),)}),
    }
    assert weigh(packs, {}).moved[0].now == "4000"


def test_packs_that_extend_each_other_are_named_as_a_ring() -> None:
    ring = {"one": Said((), {"two": ()}), "three": Said((), {"one": ()}), "two": Said((), {"three": ()})}
    assert weigh({**ring, "base": BASE}, {}).cycle == ("one", "two", "three", "one")


def test_what_two_packs_say_differently_is_a_tension_until_one_is_followed() -> None:
    packs = {"base": BASE, "other": Said(says("other", limit="7000"))}
    (tension,) = weigh(packs, {}).tensions
    assert [held.word.pack for held in tension.sides] == ["base", "other"]
    assert tension.reason == ""
    holding = weigh(packs, {"limit": Decision("other", "newer")})
    assert holding.tensions == ()
    assert holds(holding)[("base", "limit")] == ("other", "7000")
    (held,) = holding.replaced
    assert held.decided
    assert held.gave_way == (Word("base", "5000"),)


def test_a_tension_may_be_left_standing_with_a_reason() -> None:
    packs = {"base": BASE, "other": Said(says("other", limit="7000"))}
    holding = weigh(packs, {"limit": Decision("", "rent and salaries")})
    (tension,) = holding.tensions
    assert tension.reason == "rent and salaries"
    assert holding.idle == holding.undecided == ()
    assert not holding.replaced


def test_packs_that_say_the_same_do_not_part_and_a_decision_about_it_is_idle() -> None:
    packs = {"base": BASE, "other": Said(says("other", Limit="5000.0"))}
    holding = weigh(packs, {"limit": Decision("other")})
    assert holding.tensions == ()
    assert holding.idle == ("limit",)


NAMES = ("ada", "ben", "cem", "dot")
values = st.sampled_from("12")
keys = st.sampled_from("kl")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Packs, dict[str, Decision]]:
    """Some packs that state and override a few keys, rings among them too, and decisions about the keys."""
    packs = {}
    for name in NAMES:
        own = draw(st.dictionaries(keys, values))
        extended = draw(st.dictionaries(st.sampled_from(NAMES), st.dictionaries(keys, values), max_size=2))
        extends = {other: over(**rows) for other, rows in extended.items() if other != name}
        packs[name] = Said(says(name, **own), extends)
    follow = st.sampled_from((*NAMES, ""))
    decisions = draw(st.dictionaries(keys, st.builds(Decision, follow, st.sampled_from(("", "so")))))
    return packs, decisions


@given(worlds(), st.randoms())
def test_the_order_of_packs_does_not_matter(world: tuple[Packs, dict[str, Decision]], random: Random) -> None:
    packs, decisions = world
    shuffled = sorted(packs, key=lambda _: random.random())
    assert weigh({name: packs[name] for name in shuffled}, decisions) == weigh(packs, decisions)


@given(worlds())
def test_a_pack_that_nobody_extends_changes_nothing_but_what_it_names(
    world: tuple[Packs, dict[str, Decision]],
) -> None:
    packs = {
        name: said._replace(extends={other: rows for other, rows in said.extends.items() if other != "ada"})
        for name, said in world[0].items()
    }
    ada = packs.pop("ada")
    named = {row.key for rows in ada.extends.values() for row in rows}
    named |= {statement.key for statement in ada.statements}
    with_it, without_it = (
        [held for held in weigh(every, world[1]).held if held.statement.key not in named]
        for every in ({**packs, "ada": ada}, packs)
    )
    assert with_it == without_it


@given(worlds())
def test_every_statement_is_held_once_or_spoken_for_by_its_own_pack(
    world: tuple[Packs, dict[str, Decision]],
) -> None:
    packs, decisions = world
    holding = weigh(packs, decisions)
    places = [(held.statement.pack, held.statement.key) for held in holding.held]
    assert len(places) == len(set(places))
    for name, said in packs.items():
        overridden = {row.key for rows in said.extends.values() for row in rows}
        for statement in said.statements:
            assert holding.cycle or (name, statement.key) in places or statement.key in overridden
