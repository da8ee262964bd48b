"""Checks as the criteria of a pack and as an eval that tells its good sample from its bad one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.graders import grader
from packformat.compose.manifest import pack_name, prompts
from packformat.compose.markdown import document, front_matter
from packformat.compose.samples import RESULT
from packformat.compose.wording import BY_PERSON, check_sentence
from packformat.criteria import BY_PEOPLE
from packformat.paths import CRITERIA_PATH
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_IN_WORDS = ("contains", "never")
"""The kinds of check that the client's own graders can make too."""


def eval_folder(content: Mapping[str, Any]) -> str:
    """Where the eval stands."""
    return f"evals/{pack_name(content)}"


def check_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """The criteria, and the eval with a grader for each check that a program can make."""
    checks = [check for check in content.get("checks", ()) if check.get("words")]
    if checks:
        criteria = {"criteria": [_criterion(content, check) for check in checks]}
        yield Entry(CRITERIA_PATH, toml_document(criteria).encode("utf-8"))
    graded = graded_checks(content)
    if graded:
        yield from _eval_files(content, graded)


def graded_checks(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The checks that a program can make."""
    return [
        check for check in content.get("checks", ()) if check.get("words") and check.get("kind") != BY_PERSON
    ]


def task_of(content: Mapping[str, Any]) -> str:
    """What the agent is asked to do in the eval."""
    return f"{prompts(content)[0]}.\n\nWrite your result to `{RESULT}`."


def _criterion(content: Mapping[str, Any], check: Mapping[str, Any]) -> dict[str, str]:
    by = BY_PEOPLE if check.get("kind") == BY_PERSON else f"eval:{pack_name(content)}/{check['id']}"
    return {"id": check["id"], "text": check_sentence(check), "checked-by": by}


def _eval_files(content: Mapping[str, Any], graded: list[Mapping[str, Any]]) -> Iterator[Entry]:
    folder = eval_folder(content)
    graders = {
        "schema": 1,
        "title": str(content.get("title") or pack_name(content)),
        "kind": "answer",
        "graders": [grader(check) for check in graded],
    }
    yield Entry(f"{folder}/graders.toml", toml_document(graders).encode("utf-8"))
    yield Entry(f"{folder}/prompt.md", document(task_of(content)))
    for check in graded:
        if check.get("kind", "contains") in _IN_WORDS:
            yield Entry(f"{folder}/graders/{check['id']}.md", _client_grader(check))
    for label in ("good", "bad"):
        texts = [item["text"] for item in content.get("samples", ()) if _is(item, label)]
        if texts:
            yield Entry(f"{folder}/transcripts/{label}.jsonl", _transcript(content, texts[0]))


def _is(sample: Mapping[str, Any], label: str) -> bool:
    return bool(sample.get("text")) and sample.get("label", "good") == label


def _client_grader(check: Mapping[str, Any]) -> bytes:
    """The same grader in the form that Claude Code's own `plugin eval` reads."""
    words = re.sub(r"(\\?\s)+", r"\\s+", re.escape(check["words"]))
    match = "match: false\n" if check.get("kind") == "never" else ""
    head = front_matter({"type": "regex", "pattern": words, "flags": "is"})
    target = f"{match}target: {{source: file, path: {RESULT}}}\n---"
    return document(head.removesuffix("---") + target, check_sentence(check) + ".")


def _transcript(content: Mapping[str, Any], text: str) -> bytes:
    turns = (
        {"role": "user", "text": task_of(content)},
        {"role": "assistant", "text": f"The result is in {RESULT}.", "files": {RESULT: f"{text}\n"}},
    )
    return "".join(json.dumps(turn, ensure_ascii=False) + "\n" for turn in turns).encode("utf-8")
