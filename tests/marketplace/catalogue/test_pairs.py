from marketplace.catalogue.pairs import PAIRS_SHOWN, paired
from marketplace.catalogue.standards import Example


def example(name: str, label: str, criterion: str = "") -> Example:
    return Example(name, f"examples/{name}/", label, name, "So it was decided", criterion, "")


def test_a_bad_one_stands_beside_a_good_one_of_its_criterion_and_those_pairs_come_first() -> None:
    whole, tied = example("whole", "good", "closed"), example("tied", "good", "bank")
    late, loose = example("late", "bad", "cut-off"), example("loose", "bad", "bank")
    pairs = paired([whole, tied, late, loose])
    assert pairs.shown == [(tied, loose), (whole, late)]
    assert (pairs.good, pairs.bad, pairs.more) == (2, 2, 0)


def test_good_ones_beside_none_come_last_and_a_lone_bad_one_stands_by_itself() -> None:
    alone = example("alone", "bad")
    assert paired([alone]).shown == [(None, alone)]
    first, other = example("first", "good"), example("other", "good")
    assert paired([first, other, alone]).shown == [(first, alone), (other, None)]
    assert paired([first, other, alone]).beside == [(first, [alone]), (other, [])]
    assert paired([alone]).beside == [(None, [alone])]
    assert paired([]).shown == []


def test_what_is_not_shown_is_counted_once_however_often_it_would_stand() -> None:
    good = example("right", "good")
    pairs = paired([good, *(example(f"wrong-{number}", "bad") for number in range(PAIRS_SHOWN + 3))])
    assert (len(pairs.shown), pairs.more) == (PAIRS_SHOWN, 3)
    ((beside, bad),) = pairs.beside
    assert (beside, len(bad)) == (good, PAIRS_SHOWN)
