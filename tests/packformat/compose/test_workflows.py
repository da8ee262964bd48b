from packformat.archive import Entry
from packformat.compose.compose import compose
from packformat.compose.workflows import workflow_file
from packformat.workflows.order import faults_of
from packformat.workflows.workflow import Gate, read_workflow

STEPS = [
    {"id": "step-1", "title": "Collect", "who": "clerk@office", "needs": ["statement"], "gives": ["papers"]},
    {
        "id": "step-2",
        "title": "Tie",
        "how": "Account by account.",
        "needs": ["papers"],
        "done": "Every\nbalance ties",
        "stop": "a paper is lost",
    },
]
CONTENT = {"name": "month-end", "title": "Month end", "summary": "A month closed", "steps": STEPS}
PATH = "workflows/month-end.toml"


def test_told_steps_become_a_workflow_that_can_be_followed() -> None:
    files = {entry.path: entry.data for entry in compose(CONTENT)}
    workflow = read_workflow(PATH, files[PATH])
    assert faults_of(workflow) == []
    first, second = workflow.steps
    assert (first.role, first.needs, first.gives, first.gate) == (
        "clerk(at)office",
        ("statement",),
        ("papers",),
        None,
    )
    assert second.gate == Gate("Every balance ties", "human judgement", "")
    assert second.how == "Account by account.\n\n**Stop and ask when:** a paper is lost"
    assert second.after == ("step-1",)


def test_without_a_word_of_when_a_step_is_done_there_is_no_workflow() -> None:
    assert list(workflow_file({**CONTENT, "steps": STEPS[:1]})) == []
    assert list(workflow_file({"name": "month-end"})) == []


def test_one_without_a_title_and_a_summary_is_whole_too() -> None:
    (made,) = workflow_file({"steps": [{"id": "step-1", "done": "It is there"}]})
    assert isinstance(made, Entry)
    assert read_workflow(made.path, made.data).steps[0].title == "step-1"
