"""The documents lead where they say."""

import re
from pathlib import Path

import pytest

from tests.support.generated_docs import PARTS, rendered
from tests.support.source import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_TEST = re.compile(r"\[`(test_\w+)`\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(document.read_text(encoding="utf-8"))]
    local = {
        target for target in targets if target and "://" not in target and not target.startswith("mailto:")
    }
    assert [target for target in sorted(local) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_into_a_document_leads_to_a_place_in_it(document: Path) -> None:
    links = [target.partition("#") for target in LINK.findall(document.read_text(encoding="utf-8"))]
    inside = [
        (document.parent / path if path else document, place)
        for path, _, place in links
        if place and "://" not in path
    ]
    assert [place for path, place in inside if place not in _places_in(path)] == []


def test_every_test_that_a_document_names_is_there() -> None:
    named = [
        (document.parent / path, name)
        for document in DOCUMENTS
        for name, path in NAMED_TEST.findall(document.read_text(encoding="utf-8"))
    ]
    assert named
    assert [name for path, name in named if f"def {name}(" not in path.read_text(encoding="utf-8")] == []


def test_every_picture_is_shown_by_a_document() -> None:
    texts = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [path.name for path in pictures if f"pictures/{path.name})" not in texts] == []


def test_the_front_page_leads_to_every_document() -> None:
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in sorted((ROOT / "docs").glob("*.md")) if f"docs/{path.name}" not in front]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_made_from_the_code_is_as_the_code_makes_it(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert text == rendered(text), "run `python -m tests.support.generated_docs`"


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_made_part_stands_in_a_document(part: str) -> None:
    marker = f"<!-- made from the code: {part} -->"
    assert [path for path in DOCUMENTS if marker in path.read_text(encoding="utf-8")]


def test_decisions_are_numbered_one_after_the_other() -> None:
    decisions = sorted(path for path in (ROOT / "docs/adr").glob("*.md") if path.name != "README.md")
    expected = range(1, len(decisions) + 1)
    assert [int(path.name[:4]) for path in decisions] == list(expected)
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in decisions]
    assert all(title.startswith(f"# {number}. ") for number, title in zip(expected, titles, strict=True))


def _places_in(document: Path) -> set[str]:
    """Where a link can lead within a document: its headings, as code hosts name them, and its anchors."""
    text = document.read_text(encoding="utf-8")
    headings = (re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(text))
    return {*headings, *ANCHOR.findall(text)}
