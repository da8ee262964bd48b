"""From a file of a pack back to the answer that wrote it: what is said of the file can be mended there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.compose.answers import ANSWERS_PATH
from packformat.compose.data import connector_path
from packformat.compose.loops import loops_by_name
from packformat.compose.manifest import pack_name
from packformat.compose.naming import named_items
from packformat.compose.overlay import is_override
from packformat.compose.personas import persona_path
from packformat.compose.rules import document_path
from packformat.compose.samples import sample_folder
from packformat.compose.skill import skill_path
from packformat.compose.workflows import workflow_path
from packformat.conventions.convention import FOLDER as CONVENTIONS
from packformat.conventions.page import FOLDER as NAMES
from packformat.loops.skill import skill_name
from packformat.paths import CRITERIA_PATH, MANIFEST_PATH
from packformat.personas.made import skill_path as persona_skill
from packformat.scaffolds import FOLDER as SCAFFOLDS
from packformat.statements.page import FOLDER as OVERRIDES
from packformat.workflows.made import command_name
from packformat.workflows.made import skill_name as workflow_skill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STEP = re.compile(r"### [0-9]+\. ")
_RULE = "- **"
_LIST = re.compile(r"\[\[(\w+)\]\]")


class Origin(NamedTuple):
    """The page of the answers, and the id of the item on it; empty where the page as a whole is meant."""

    page: str
    item: str = ""


def origin_of(content: Mapping[str, Any], path: str, line: int = 0, text: str = "") -> Origin | None:
    """Where the answer stands that wrote a path; None for a file that no answer writes.

    ``line`` of the file's ``text`` tells those apart that share a file: steps, rules, the answers themselves.
    """
    found = next((origin for begin, origin in _beginnings(content) if path.startswith(begin)), None)
    if found is None or found.item:
        return found
    above = text.split("\n")[:line]
    if path == ANSWERS_PATH:
        return _of_answers(content, above) or found
    if found.page == "steps":
        return _counted(found, content, sum(bool(_STEP.match(one)) for one in above))
    if found.page == "rules" and not path.startswith(OVERRIDES):
        own = [rule for rule in content.get("rules", ()) if not is_override(rule, pack_name(content))]
        return _counted(found, {"rules": own}, sum(one.startswith(_RULE) for one in above))
    return found


def _beginnings(content: Mapping[str, Any]) -> Iterator[tuple[str, Origin]]:
    """What the paths begin with that an answer writes, the most exact first."""
    name = pack_name(content)
    for item in content.get("documents", ()):
        yield document_path(content, item), Origin("documents", item["id"])
    for item in content.get("samples", ()):
        yield f"{sample_folder(item)}/", Origin("samples", item["id"])
    for item in content.get("data", ()):
        yield connector_path(item), Origin("data", item["id"])
        yield f"connectors/samples/{item['id']}.", Origin("data", item["id"])
    for convention, item in named_items(content.get("names", ())).items():
        yield f"{CONVENTIONS}{convention}.", Origin("names", item["id"])
    for persona, item in named_items(content.get("personas", ())).items():
        yield persona_path(persona), Origin("personas", item["id"])
        yield persona_skill(persona), Origin("personas", item["id"])
    for loop, item in loops_by_name(content).items():
        yield f"loops/{loop}.", Origin("loops", item["id"])
        yield f"skills/{skill_name(loop)}/", Origin("loops", item["id"])
    yield from (
        (skill_path(content), Origin("steps")),
        (workflow_path(content), Origin("steps")),
        (f"skills/{workflow_skill(name)}/", Origin("steps")),
        (f"commands/{command_name(name)}.", Origin("steps")),
        (f"memory/{name}-rules/", Origin("rules")),
        (f"{OVERRIDES}/", Origin("rules")),
        (f"memory/{name}-documents/", Origin("documents")),
        (f"{NAMES}/", Origin("names")),
        (f"{SCAFFOLDS}{name}/", Origin("names")),
        (CRITERIA_PATH, Origin("checks")),
        (f"evals/{name}/transcripts/", Origin("samples")),
        (f"evals/{name}/", Origin("checks")),
        ("README.md", Origin("outcome")),
        ("CHANGELOG.md", Origin("answers")),
        (MANIFEST_PATH, Origin("answers")),
        (ANSWERS_PATH, Origin("answers")),
    )


def _of_answers(content: Mapping[str, Any], above: list[str]) -> Origin | None:
    lists = [found[1] for found in map(_LIST.match, above) if found]
    return _counted(Origin(lists[-1]), content, lists.count(lists[-1])) if lists else None


def _counted(page: Origin, content: Mapping[str, Any], number: int) -> Origin:
    items = content.get(page.page, ())
    return Origin(page.page, items[number - 1]["id"]) if 0 < number <= len(items) else page
