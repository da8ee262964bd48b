"""The page for people: what they end with, the first ten minutes, what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import manifest_values, pack_name, prompts
from packformat.compose.markdown import bullets, document, labelled, one_line
from packformat.compose.wording import check_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COUNTED = {
    "steps": ("step", "steps"),
    "rules": ("rule or number", "rules and numbers"),
    "samples": ("sample of a result", "samples of results"),
    "checks": ("check", "checks"),
    "loops": (
        "thing that is repeated until it is right",
        "things that are repeated until they are right",
    ),
    "data": ("source of data", "sources of data"),
    "names": ("way to name files", "ways to name files"),
    "personas": ("way of thinking, by its sources", "ways of thinking, by their sources"),
    "documents": ("document", "documents"),
}


def people_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """``README.md``, and ``CHANGELOG.md`` once there is something to tell."""
    title = str(content.get("title") or pack_name(content))
    first_minutes = [f"{number}. *“{text}”*" for number, text in enumerate(prompts(content), 1)]
    yield Entry(
        "README.md",
        document(
            f"# {title}",
            labelled("You end with", str(content.get("summary", ""))),
            labelled("For", str(content.get("audience", ""))),
            _section("Not for", bullets(content.get("not_for", ()))),
            _section("The first ten minutes", "\n".join(first_minutes)),
            _section("How it goes", _steps(content)),
            _section("How a result is checked", _checks(content)),
            _section("What is inside", bullets(_counts(content))),
            f"Licence: {manifest_values(content).get('licence', '')}",
        ),
    )
    told = [*content.get("releases", ())]
    if content.get("changes"):
        told.append({"version": manifest_values(content)["version"], "changes": content["changes"]})
    if told:
        yield Entry("CHANGELOG.md", document("# What changed", *map(_release, reversed(told))))


def _release(release: Mapping[str, Any]) -> str:
    return f"## {release['version']}\n\n{release.get('changes', '')}".strip()


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}" if text else ""


def _steps(content: Mapping[str, Any]) -> str:
    return "\n".join(f"{number}. {_step(step)}" for number, step in enumerate(content.get("steps", ()), 1))


def _step(step: Mapping[str, Any]) -> str:
    title = one_line(step.get("title", "Step"))
    return f"{title} ({one_line(step['who'])})" if step.get("who") else title


def _checks(content: Mapping[str, Any]) -> str:
    return bullets(check_sentence(check) for check in content.get("checks", ()) if check.get("words"))


def _counts(content: Mapping[str, Any]) -> Iterator[str]:
    for part, (one, several) in _COUNTED.items():
        number = len(content.get(part, ()))
        if number:
            yield f"{number} {one if number == 1 else several}"
