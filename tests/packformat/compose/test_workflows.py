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


def test_steps_that_begin_together_are_waited_for_together_and_a_step_may_be_for_some_cases() -> None:
    steps = [
        {"id": "s-1", "title": "Open", "begins": "together"},
        {"id": "s-2", "title": "Bank"},
        {"id": "s-3", "title": "Wages", "begins": "together", "when": "there are wages"},
        {"id": "s-4", "title": "Assets", "begins": "together"},
        {"id": "s-5", "title": "Review", "done": "Both are reviewed"},
        {"id": "s-6", "title": "Lock"},
    ]
    (made,) = workflow_file({**CONTENT, "steps": steps})
    workflow = read_workflow(made.path, made.data)
    assert faults_of(workflow) == []
    assert [(step.id, step.after) for step in workflow.steps] == [
        ("s-1", ()),
        ("s-2", ("s-1",)),
        ("s-3", ("s-1",)),
        ("s-4", ("s-1",)),
        ("s-5", ("s-2", "s-3", "s-4")),
        ("s-6", ("s-5",)),
    ]
    assert made.data.count(b"after = ") == 3
    assert workflow.steps[2].when == "there are wages"
    skill = {entry.path: entry.data.decode() for entry in compose({**CONTENT, "steps": steps})}
    page = skill["skills/month-end/SKILL.md"]
    assert "### 3. Wages\n\n**Only when:** there are wages\n\n**Begins:** together with step 2\n" in page
    assert page.count("**Begins:**") == 2


def test_two_that_begin_together_from_the_start_wait_for_nothing() -> None:
    steps = [
        {"id": "s-1", "title": "Ask"},
        {"id": "s-2", "title": "Count", "begins": "together", "done": "Counted"},
    ]
    (made,) = workflow_file({**CONTENT, "steps": steps})
    assert [step.after for step in read_workflow(made.path, made.data).steps] == [(), ()]
