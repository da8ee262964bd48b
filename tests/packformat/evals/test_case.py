"""A case is read from Claude Code's layout, with what stands beside it."""

import pytest

from packformat.errors import CtxpackError
from packformat.evals.case import DEFAULT_TURNS, EvalCase, case_names, read_case
from tests.support.folders import PACKS, entries_of, shipped_packs

PROMPT = b"---\nmax_turns: 4\nallowed_tools: [Read, Write]\n---\n\nAdd it up.\n"
OWN = (
    b'schema = 1\ntitle = "Sum"\nkind = "figures"\n'
    b'[[graders]]\nid = "there"\ntype = "file-exists"\nfile = "a"\n'
)
WORDS = b"---\ntype: llm\n---\nIt is kind.\n"


def test_a_case_holds_prompt_limits_and_both_kinds_of_graders() -> None:
    files = {
        "evals/sum/prompt.md": PROMPT,
        "evals/sum/graders.toml": OWN,
        "evals/sum/graders/kind.md": WORDS,
        "evals/results/a.json": b"",
        "skills/a/prompt.md": b"",
    }
    assert case_names(files) == ["sum"]
    case = read_case(files, "sum")
    assert (case.title, case.kind, case.prompt, case.max_turns) == ("Sum", "figures", "Add it up.", 4)
    assert (case.allowed_tools, case.folder) == (("Read", "Write"), "evals/sum/")
    assert [grader["id"] for grader in case.graders] == ["there", "kind.md"]


def test_a_rubric_that_asks_for_more_points_than_there_are_is_refused() -> None:
    rubric = '[[graders]]\nid = "r"\ntype = "rubric"\ncriteria = [{id = "a", text = "A.", points = 2}]\n'
    compare = '[compare]\ncriterion = "It is kinder."\n'
    files = {"evals/sum/prompt.md": PROMPT}

    def read(text: str) -> EvalCase:
        return read_case(files | {"evals/sum/graders.toml": OWN + text.encode()}, "sum")

    assert read(f"{rubric}threshold = 2\n{compare}").compare == {"criterion": "It is kinder."}
    with pytest.raises(CtxpackError, match="only 2 points"):
        read(f"{rubric}threshold = 3\n")


@pytest.mark.parametrize(
    ("head", "tools"),
    [("", ()), ("allowed_tools: Read, Bash\n", ("Read", "Bash")), ("max_turns: many\n", ())],
)
def test_a_case_of_the_client_alone_has_the_clients_defaults(head: str, tools: tuple[str, ...]) -> None:
    files = {"evals/a/prompt.md": f"---\n{head}---\nGo.\n".encode(), "evals/a/graders/kind.md": WORDS}
    case = read_case(files, "a")
    assert (case.title, case.kind, case.max_turns, case.allowed_tools) == (
        "a",
        "answer",
        DEFAULT_TURNS,
        tools,
    )
    assert case.workspace == {}


@pytest.mark.parametrize(
    ("files", "field"),
    [
        ({}, "the case"),
        ({"evals/a/graders.toml": OWN.replace(b'file = "a"\n', b"")}, "`graders[0].file`"),
        ({"evals/a/graders.toml": OWN.replace(b'type = "file-exists"\n', b"")}, "`graders[0].type`"),
    ],
)
def test_a_case_that_decides_nothing_is_refused(files: dict[str, bytes], field: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_case({"evals/a/prompt.md": PROMPT, **files}, "a")
    assert (caught.value.code, caught.value.data["field"]) == ("E_SCHEMA", field)


@pytest.mark.parametrize("pack", shipped_packs())
def test_every_case_that_ships_can_be_read(pack: str) -> None:
    files = {entry.path: entry.data for entry in entries_of(PACKS / pack)}
    cases = [read_case(files, name) for name in case_names(files)]
    assert len(cases) >= 8
