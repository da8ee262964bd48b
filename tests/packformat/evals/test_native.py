"""Claude Code's own graders mean here what they mean there."""

import pytest

from packformat.errors import CtxpackError
from packformat.evals.native import read_native_grader

PATH = "evals/a/graders/g.md"


def read(text: str) -> dict[str, object]:
    return read_native_grader(PATH, f"---\n{text}\n---\n\nIt is kind.\n".encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "type: regex\npattern: a\ntarget: {source: file, path: b.json}\nflags: ix",
            {"type": "regex", "pattern": "(?i)a", "absent": False, "file": "b.json"},
        ),
        ("type: regex\npattern: a\nmatch: false", {"type": "regex", "pattern": "a", "absent": True}),
        ("type: file_exists\npath: a", {"type": "file-exists", "file": "a", "absent": False}),
        ("type: tool_used\ntool: Bash\nmin: 2", {"type": "tool-used", "tool": "Bash", "min": 2}),
        ("type: llm", {"type": "judge", "criterion": "It is kind."}),
    ],
)
def test_a_grader_of_the_client_is_read_as_ours(text: str, expected: dict[str, object]) -> None:
    assert read(text) == {"id": "g", **expected}


@pytest.mark.parametrize(("text", "field"), [("type: vibes", "`type`"), ("type: regex", "`pattern`")])
def test_what_the_client_would_refuse_is_refused(text: str, field: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        read(text)
    assert (caught.value.code, caught.value.data["field"]) == ("E_SCHEMA", field)
