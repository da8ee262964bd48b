from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from installer_cli.belief import Belief

SERIALS = st.dictionaries(st.sampled_from(["root", "close", "ledger"]), st.integers(0, 9))
OF_ONE_KEY = st.builds(lambda serials: Belief("k1", serials), SERIALS)
ANY = st.builds(
    Belief, st.sampled_from(["k1", "k2", "k3"]), SERIALS, st.sets(st.sampled_from(["k1", "k2", "k3"]))
)


@given(OF_ONE_KEY, OF_ONE_KEY, OF_ONE_KEY)
def test_under_one_key_the_order_in_which_runs_end_makes_no_difference(
    one: Belief, two: Belief, three: Belief
) -> None:
    assert one.merged(two) == two.merged(one)
    assert one.merged(two).merged(three) == one.merged(two.merged(three))
    assert one.merged(one) == one


@given(ANY, ANY)
def test_no_serial_of_a_key_that_stays_is_lowered_and_no_retired_key_is_forgotten(
    now: Belief, before: Belief
) -> None:
    after = now.merged(before)
    assert after.retired == now.retired | before.retired
    for belief in (now, before):
        if belief.key == after.key:
            assert all(after.serials[name] >= serial for name, serial in belief.serials.items())


@given(ANY, ANY)
def test_a_key_that_was_retired_gives_way_to_the_other_in_either_order(one: Belief, two: Belief) -> None:
    for now, before in ((one, two), (two, one)):
        if before.key in now.retired and now.key not in before.retired:
            assert now.merged(before).key == before.merged(now).key == now.key


def test_where_nothing_was_believed_before_everything_counts() -> None:
    belief = Belief("k1", {"close": 3})
    assert belief.merged(Belief()) == Belief().merged(belief) == belief
    assert {belief, Belief("k1", {"close": 3})} == {belief}
    assert belief != "k1"
