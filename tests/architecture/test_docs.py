"""The documents lead where they say."""

import re
from pathlib import Path

import pytest

from tests.support.generated_docs import PARTS, rendered
from tests.support.source import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(document.read_text(encoding="utf-8"))]
    local = {
        target for target in targets if target and "://" not in target and not target.startswith("mailto:")
    }
    assert [target for target in sorted(local) if not (document.parent / target).exists()] == []


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
