"""``pack.toml`` of a draft, and what a draft takes over from one that was changed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.content import fits
from packformat.compose.naming import name_of
from packformat.compose.overlay import told_apart, with_overrides
from packformat.powers.value import Powers
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_POWERS = Powers()
FIRST_VERSION = "1.0.0"
USUAL_LICENCE = "CC-BY-4.0"
_TEXTS = {"title": "title", "summary": "summary", "licence": "licence", "version": "version", "name": "name"}
_LISTS = {"professions": "professions", "not-for": "not_for", "first-prompts": "prompts"}
_ANSWERS = {**_TEXTS, **_LISTS}
"""Fields of the manifest that are answers, and what the answers are called."""

PROFESSIONS = {
    "month-end-close": ["accounting"],
    "property-intake": ["property-management"],
    "video-packaging": ["video"],
}


def pack_name(content: Mapping[str, Any]) -> str:
    """The name a draft will be published under: the chosen one, or one made of its title."""
    return str(content["name"] if _is_said(content, "name") else name_of(str(content.get("title", ""))))


def manifest_values(content: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest's fields: what was answered, else what came with the pack, else what stands in for it."""
    answered = {field: content[answer] for field, answer in _ANSWERS.items() if _is_said(content, answer)}
    values = {"schema": 1, **_stand_ins(content), **content.get("more", {}), **answered}
    values |= with_overrides(values, content.get("rules", ()))
    if _is_said(content, "author"):
        values["authors"] = [{**values["authors"][0], "name": content["author"]}, *values["authors"][1:]]
    return {key: value for key, value in values.items() if value not in ("", [], {})}


def unsaid(content: Mapping[str, Any], answer: str) -> str:
    """What the manifest says, as text, where an answer is left empty: its name and its version, for two."""
    field = next(field for field, name in _ANSWERS.items() if name == answer)
    return str(manifest_values({**content, answer: ""}).get(field, ""))


def manifest_file(content: Mapping[str, Any], powers: Powers = _NO_POWERS) -> bytes:
    """``pack.toml``; ``powers`` are those of the pack's files, declared beside what was declared before."""
    values = manifest_values(content)
    declared = Powers(values.get("powers", {}))
    every = Powers.of_lines([*declared.lines, *powers.lines]).as_declared()
    if every:
        values["powers"] = {kind: list(items) for kind, items in every.items()}
    return toml_document(values).encode("utf-8")


def prompts(content: Mapping[str, Any]) -> list[str]:
    """Things to say to the agent first: the expert's own, or such as follow from the answers."""
    if _is_said(content, "prompts"):
        return list(content["prompts"])
    title = str(content.get("title") or "this work").lower()
    steps = [step["title"] for step in content.get("steps", ()) if step.get("title")]
    begin = f"Start {title}: go step by step and tell me what you need from me"
    middle = f"Explain how you would do “{steps[0]}” and when you would stop" if steps else ""
    end = f"Here is a result of {title}: tell me what you would send back, and why"
    return [text for text in (begin, middle, end) if text]


def adopt(content: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what a manifest says in place of the answers; its other fields go along as they are.

    What the manifest leaves out is left out again, unless it is answered later.
    """
    said = {answer: manifest[field] for field, answer in _ANSWERS.items() if field in manifest}
    silent: dict[str, Any] = {field: "" for field in _TEXTS if field not in manifest}
    silent |= {field: [] for field in _LISTS if field not in manifest}
    rules, extends = told_apart(content.get("rules", ()), manifest)
    more = {key: value for key, value in manifest.items() if key not in (*_ANSWERS, "schema", "extends")}
    more |= {"extends": extends} if extends else {}
    kept = {key: value for key, value in content.items() if key not in (*_ANSWERS.values(), "more")}
    kept |= {"rules": rules} if rules or "rules" in kept else {}
    return {**kept, **said, "author": manifest["authors"][0]["name"], "more": {**more, **silent}}


def _is_said(content: Mapping[str, Any], answer: str) -> bool:
    """Whether a question is answered, and not only half: a manifest is whole also while its draft is not."""
    return bool(content.get(answer)) and fits(answer, content[answer])


def _stand_ins(content: Mapping[str, Any]) -> dict[str, Any]:
    title = str(content.get("title", ""))
    return {
        "name": pack_name(content),
        "version": FIRST_VERSION,
        "title": title,
        "summary": f"{title or 'A pack'}, still being written",
        "licence": USUAL_LICENCE,
        "authors": [{"name": "Unnamed"}],
        "professions": PROFESSIONS.get(str(content.get("kind")), []),
        "not-for": [],
        "first-prompts": prompts(content),
    }
