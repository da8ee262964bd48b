import pytest

from packformat.errors import CtxpackError
from packformat.workflows.workflow import Gate, read_workflow, workflows_in
from tests.support.workflows import PATH, TEXT


def test_a_step_waits_for_the_one_before_it_unless_it_says_otherwise() -> None:
    workflow = read_workflow(PATH, TEXT.encode())
    assert (workflow.name, workflow.title) == ("close", "Close a month")
    assert [step.after for step in workflow.steps] == [(), (), ("collect", "count"), ("tie",)]
    assert workflow.steps[0].needs == ("bank statement",)


def test_a_gate_that_names_nothing_is_for_a_person_and_sends_back_to_its_own_step() -> None:
    tie, review = read_workflow(PATH, TEXT.encode()).steps[2:]
    assert tie.gate == Gate("Every balance ties", "gate:bank", "collect")
    assert review.gate == Gate("The controller has signed", "human judgement", "")


def test_a_workflow_without_steps_is_refused_and_left_out() -> None:
    with pytest.raises(CtxpackError, match="steps"):
        read_workflow(PATH, b'title = "Close"\nabout = "When it has ended"\n')
    files = {PATH: TEXT.encode(), "workflows/a.toml": b"steps = ", "workflows/deep/b.toml": TEXT.encode()}
    assert [one.name for one in workflows_in(files)] == ["close"]
