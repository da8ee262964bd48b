import json

from hypothesis import given
from hypothesis import strategies as st

from packformat.powers.value import KINDS, Powers, item_in_words, sentence_of

POWERS = st.dictionaries(
    st.sampled_from([*KINDS, "teleports"]), st.lists(st.text(st.characters(exclude_categories=["Cs"])))
).map(Powers)


@given(POWERS)
def test_the_canonical_form_and_the_lines_say_everything(powers: Powers) -> None:
    assert Powers(json.loads(json.dumps(powers.as_dict()))) == powers
    assert Powers.of_lines(powers.lines) == powers
    assert Powers(powers.as_declared()) == powers
    assert hash(Powers.of_lines(powers.lines)) == hash(powers)


@given(POWERS, POWERS)
def test_what_is_without_the_others_and_what_both_have_are_the_whole(powers: Powers, other: Powers) -> None:
    beyond = powers.without(other)
    both = powers.without(beyond)
    assert Powers.of_lines([*both.lines, *beyond.lines]) == powers
    assert both.without(other) == Powers() == powers.without(powers)
    assert not set(beyond.lines) & set(other.lines)


def test_every_kind_stands_in_the_canonical_form_also_the_empty_ones() -> None:
    assert list(Powers().as_dict()) == list(KINDS)
    assert not Powers()
    assert not Powers({"hooks": []})
    assert Powers({"hosts": ["a.org"]})


def test_items_are_distinct_and_in_order() -> None:
    assert Powers({"tools": ["b", "a", "b"]}).of_kind("tools") == ("a", "b")


def test_a_kind_that_we_do_not_know_is_kept_and_named_as_it_is() -> None:
    powers = Powers({"teleports": ["home"], "hooks": ["Stop: x"]})
    assert powers.kinds == ["hooks", "teleports"]
    assert powers.lines == ["hooks: Stop: x", "teleports: home"]
    assert sentence_of("teleports") == "Also: teleports"
    assert Powers().of_kind("teleports") == ()


def test_powers_are_told_from_other_things() -> None:
    assert Powers() != {}
    assert repr(Powers({"hosts": ["a.org"]})) == "Powers({'hosts': ('a.org',)})"


def test_a_hook_is_told_with_its_moment_and_everything_else_as_it_is() -> None:
    assert item_in_words("hooks", "PreToolUse: a: b") == "before the agent uses a tool (PreToolUse): a: b"
    assert item_in_words("hooks", "CwdChanged: sh a") == "CwdChanged: sh a"
    assert item_in_words("hosts", "Stop: x") == "Stop: x"
