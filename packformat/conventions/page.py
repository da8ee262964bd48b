"""Conventions as the agent reads them: one memory that the build makes, and that is loaded always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.conventions.convention import Convention, conventions_in
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MEMORY_NAME = "naming-conventions"
FOLDER = f"memory/{MEMORY_NAME}"
PAGE = f"{FOLDER}/names.md"
_LEAD = (
    "Name files as is said here when you make or save them. `ctxpack lint` says which names do not fit. A "
    "file that is there already is the user's: say that its name does not fit, and rename it only when they "
    "ask you to."
)


def convention_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The memory of a pack's conventions; nothing where it has none that can be read."""
    found = conventions_in(files)
    if not found:
        return {}
    described = {"kind": "notes", "title": "How files are named", "loads": "always", "ownership": "managed"}
    return {f"{FOLDER}/memory.toml": toml_document(described).encode(), PAGE: page_text(found).encode()}


def page_text(conventions: Iterable[Convention]) -> str:
    """The page that says how files are named."""
    parts = ["# How files are named", _LEAD]
    for convention in conventions:
        parts += _section(convention)
    return "\n\n".join(parts) + "\n"


def _section(convention: Convention) -> Iterator[str]:
    yield f"## {convention.title}"
    yield convention.about
    lines = [f"- For: {_listed(convention.files)}"]
    if convention.shape:
        lines.append(f"- Looks like: `{convention.shape}`")
    lines += [f"- The whole name fits: `{convention.pattern.text}`", f"- Right: {_listed(convention.good)}"]
    lines += [f"- Wrong: `{bad.name}`: {bad.why}" for bad in convention.bad]
    yield "\n".join(lines)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
