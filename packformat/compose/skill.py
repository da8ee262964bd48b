"""The skill of a draft: the steps, when each is done, what stops it, what to look at before handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.checks import graded_checks
from packformat.compose.data import connector_path
from packformat.compose.loops import loops_by_name
from packformat.compose.manifest import manifest_values, pack_name
from packformat.compose.markdown import bullets, document, first, front_matter, labelled, one_line
from packformat.compose.samples import sample_folder
from packformat.compose.wording import check_sentence
from packformat.compose.workflows import TOGETHER
from packformat.loops.skill import skill_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_DESCRIPTION = 1000
"""Characters; the Agent Skills specification allows 1024."""


def skill_path(content: Mapping[str, Any]) -> str:
    """Where the skill stands."""
    return f"skills/{pack_name(content)}/SKILL.md"


def skill_file(content: Mapping[str, Any]) -> bytes:
    """``SKILL.md``, as the agent reads it."""
    summary = one_line(str(manifest_values(content).get("summary", "")))
    title = str(content.get("title") or pack_name(content))
    description = f"{title}. {summary}"[:_LONGEST_DESCRIPTION]
    return document(
        front_matter({"name": pack_name(content), "description": description}),
        f"# {title}",
        labelled("You end with", str(content.get("summary", ""))),
        labelled("For", str(content.get("audience", ""))),
        _section("Not for", bullets(content.get("not_for", ()))),
        _section("Steps", *_steps(content)),
        _section("Data", *_data(content)),
        _section("Again until it is right", *_loops(content)),
        _section("Before you hand it over", *_checks(content)),
        _section("What good and bad look like", *_samples(content)),
    )


def _section(heading: str, *parts: str) -> str:
    filled = [part for part in parts if part]
    return "\n\n".join([f"## {heading}", *filled]) if filled else ""


def _steps(content: Mapping[str, Any]) -> Iterator[str]:
    for number, step in enumerate(content.get("steps", ()), 1):
        yield f"### {number}. {one_line(step.get('title', 'Step'))}"
        yield labelled("Who", one_line(step.get("who", "")))
        yield labelled("Only when", one_line(step.get("when", "")))
        yield labelled("Begins", f"together with step {number - 1}" if _is_beside(step, number) else "")
        yield step.get("how", "")
        yield labelled("Done when", step.get("done", ""))
        yield labelled("Stop and ask when", step.get("stop", ""))
    if any(step.get("who") for step in content.get("steps", ())):
        yield "A step that is another's is theirs: say what they need from you, hand it over, and wait."


def _is_beside(step: Mapping[str, Any], number: int) -> bool:
    return step.get("begins") == TOGETHER and number > 1


def _data(content: Mapping[str, Any]) -> Iterator[str]:
    yield bullets(
        f"[{one_line(first(item, 'title', 'id'))}](../../{connector_path(item)})"
        for item in content.get("data", ())
    )
    if content.get("data"):
        yield "What is missing is asked for, never guessed."


def _loops(content: Mapping[str, Any]) -> Iterator[str]:
    if graded_checks(content):
        yield bullets(
            f"{one_line(first(item, 'title', 'id'))}: `/{pack_name(content)}:{skill_name(name)}`"
            for name, item in loops_by_name(content).items()
        )


def _checks(content: Mapping[str, Any]) -> Iterator[str]:
    yield bullets(check_sentence(check) for check in content.get("checks", ()) if check.get("words"))


def _samples(content: Mapping[str, Any]) -> Iterator[str]:
    for sample in content.get("samples", ()):
        if sample.get("text"):
            label = sample.get("label", "good").capitalize()
            title = one_line(first(sample, "title", "id"))
            link = f"[{title}](../../{sample_folder(sample)}/answer.md)"
            yield f"{label}: {link}. {one_line(sample.get('reason', ''))}".strip()
