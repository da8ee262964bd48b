"""A workflow that cannot be followed is refused, and the step that is to blame is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.workflows.order import faults_of, ordered
from packformat.workflows.workflow import Gate, Step, Workflow, read_workflow
from tests.support.workflows import PATH, TEXT

GATE = Gate("It holds", "human judgement", "")


def step(name: str, *after: str, **fields: object) -> Step:
    values = {
        "title": name,
        "role": "",
        "when": "",
        "how": "",
        "needs": (),
        "gives": (),
        "gate": GATE,
        **fields,
    }
    return Step(id=name, after=after, **values)


def flow(*steps: Step) -> Workflow:
    return Workflow(name="flow", title="Flow", about="About", steps=steps)


def test_a_workflow_whose_steps_follow_from_each_other_has_no_fault() -> None:
    assert faults_of(read_workflow(PATH, TEXT.encode())) == []


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([step("a"), step("a")], ("a", "The id `a` stands on two steps")),
        (
            [step("a"), step("b", "c")],
            ("b", "The step `b` is never reached: it waits for `c`, which is no step"),
        ),
        (
            [step("a"), step("b", "a", "d"), step("c", "b"), step("d", "c")],
            ("b", "The step `b` is never reached: it waits for itself, `b` → `c` → `d` → `b`"),
        ),
        ([step("a", "a")], ("a", "The step `a` is never reached: it waits for itself, `a` → `a`")),
        (
            [step("a", needs=("papers",)), step("b", "a", gives=("papers",))],
            ("a", "The step `a` needs “papers” before `b`, which gives it, is done"),
        ),
        (
            [step("a", gate=Gate("It holds", "human judgement", "b")), step("b", "a")],
            ("a", "The gate of `a` sends work back to `b`, which does not come before it"),
        ),
        (
            [step("a", gate=None), step("b", "a", gate=None)],
            ("a", "No step from `a` on has a gate: nothing says when the work may go on"),
        ),
    ],
    ids=["twice", "nowhere", "circle", "itself", "too early", "forward", "no gate"],
)
def test_what_cannot_be_followed_is_told_with_its_step(steps: list[Step], fault: tuple[str, str]) -> None:
    assert faults_of(flow(*steps)) == [fault]


def test_what_no_step_gives_comes_from_outside() -> None:
    assert faults_of(flow(step("a", needs=("bank statement",)))) == []


@given(st.lists(st.lists(st.integers(0, 7), max_size=3, unique=True), min_size=1, max_size=8))
def test_there_is_an_order_with_each_step_after_all_it_waits_for_or_a_fault(waits: list[list[int]]) -> None:
    steps = [step(str(number), *map(str, after)) for number, after in enumerate(waits)]
    found = flow(*steps)
    if not faults_of(found):
        places = {one.id: place for place, one in enumerate(ordered(found))}
        assert len(places) == len(steps)
        assert all(places[name] < places[one.id] for one in steps for name in one.after)
    elif all(int(name) < number for number, one in enumerate(steps) for name in one.after):
        pytest.fail("steps that wait for earlier ones alone can be followed")
