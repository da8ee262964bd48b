from marketplace.wording.kinds import KINDS, count_kinds, in_order, kind_named
from packformat.component import KINDS as FORMAT_KINDS


def test_every_kind_of_the_format_has_its_words() -> None:
    assert {kind.name for kind in KINDS} == set(FORMAT_KINDS)
    assert all(kind.plural and kind.purpose for kind in KINDS)


def test_counts_read_as_a_person_would_say_them() -> None:
    labels = [item.label for item in count_kinds({"memory": 2, "skill": 1, "hook": 0})]
    assert labels == ["1 skill", "2 memories"]


def test_a_kind_not_known_yet_is_shown_by_its_name_after_the_others() -> None:
    assert in_order(["ritual", "hook", "skill"]) == ["skill", "hook", "ritual"]
    assert kind_named("ritual").plural == "rituals"
    assert kind_named("memory").plural == "memories"
