import pytest

from packformat.build import build_pack
from packformat.compose import compose
from packformat.compose.origins import Origin, origin_of
from tests.support.drafts import CLOSE, PERSONA


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("memory/month-end-close-documents/document-1.md", Origin("documents", "document-1")),
        ("memory/month-end-close-documents/memory.toml", Origin("documents")),
        ("examples/bad-sample-2/answer.md", Origin("samples", "sample-2")),
        ("evals/month-end-close/transcripts/bad.jsonl", Origin("samples")),
        ("evals/month-end-close/graders.toml", Origin("checks")),
        ("criteria.toml", Origin("checks")),
        ("connectors/data-1.json", Origin("data", "data-1")),
        ("connectors/samples/data-2.csv", Origin("data", "data-2")),
        ("loops/clear-open-items.toml", Origin("loops", "loop-1")),
        ("conventions/papers-of-a-close.toml", Origin("names", "name-1")),
        ("scaffold/month-end-close/scaffold.toml", Origin("names")),
        ("personas/ada-example.toml", Origin("personas", "persona-1")),
        ("skills/persona-ada-example/SKILL.md", Origin("personas", "persona-1")),
        ("memory/naming-conventions/names.md", Origin("names")),
        ("README.md", Origin("outcome")),
        ("pack.toml", Origin("answers")),
        ("answers.toml", Origin("answers")),
        ("scripts/own.py", None),
    ],
)
def test_a_file_leads_to_the_answer_that_wrote_it(path: str, origin: Origin | None) -> None:
    assert origin_of({**CLOSE, "personas": [PERSONA]}, path) == origin


@pytest.mark.parametrize(
    ("path", "words", "origin"),
    [
        ("skills/month-end-close/SKILL.md", "Match line by line", Origin("steps", "step-1")),
        ("skills/month-end-close/SKILL.md", "### 2. Book accruals", Origin("steps", "step-2")),
        ("skills/month-end-close/SKILL.md", "# Month-end close", Origin("steps")),
        ("memory/month-end-close-rules/rules.md", "Materiality", Origin("rules", "rule-2")),
        ("memory/month-end-close-rules/rules.md", "# Month-end close", Origin("rules")),
        ("answers.toml", "Materiality", Origin("rules", "rule-2")),
        ("answers.toml", "summary =", Origin("answers")),
    ],
)
def test_a_line_leads_to_its_step_or_rule(path: str, words: str, origin: Origin) -> None:
    text = next(entry.data.decode() for entry in compose(CLOSE) if entry.path == path)
    line = 1 + next(
        number for number, one in enumerate(text.split("\n")) if one.startswith(words) or words in one
    )
    assert origin_of(CLOSE, path, line, text) == origin


def test_every_file_of_a_pack_of_answers_has_an_origin_but_those_that_the_build_adds() -> None:
    built = build_pack(compose(CLOSE))
    without = {entry.path for entry in built.entries if origin_of(CLOSE, entry.path) is None}
    assert without == {".claude-plugin/plugin.json", ".mcp.json"} & {entry.path for entry in built.entries}
