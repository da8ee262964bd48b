"""No row that belongs to a pack is read past `registry.readers`, unless it is said here why that is safe."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECIDES = ("registry/readers.py", "registry/models/", "registry/services/", "registry/migrations/")
"""Where it is decided, and the writers, each of which asks about whoever acts."""
OF_A_PACK = {
    *("Advisory", "Answer", "Attestation", "Component", "Decision", "DownloadDay", "IndexDocument"),
    *("PackFacet", "Posting", "Question", "Release", "Requirement", "Review", "Submission"),
    "ValidationReport",
}
OF_SHOWN, OF_LISTED = "of a pack that was found for the reader", "of packs that are listed, which are public"
SIGNED = "its columns say whose it is"
SAFE = {
    "marketplace/catalogue/cards.py": {
        "Component": OF_LISTED,
        "PackFacet": OF_LISTED,
        "ValidationReport": OF_LISTED,
    },
    "marketplace/catalogue/checks.py": {"Decision": OF_SHOWN},
    "marketplace/catalogue/growth.py": {"Attestation": OF_SHOWN},
    "marketplace/catalogue/shown.py": dict.fromkeys(
        ("Release", "Attestation", "Review", "Question", "Advisory"), OF_SHOWN
    ),
    "marketplace/catalogue/statistics.py": {"DownloadDay": OF_SHOWN},
    "marketplace/catalogue/versions.py": {"ValidationReport": OF_SHOWN},
    "marketplace/community/questions.py": {"Answer": OF_SHOWN},
    "marketplace/community/results.py": {"Attestation": OF_SHOWN},
    "marketplace/contribute/submission.py": {"ValidationReport": "of a submission that was found for them"},
    "registry/api/views/advisories.py": {"Release": OF_SHOWN},
    "registry/api/views/community.py": {"Answer": OF_SHOWN},
    "registry/api/views/packs.py": {"Release": OF_SHOWN},
    "registry/exports/choice.py": {
        "Advisory": "about releases that were chosen",
        "Requirement": OF_LISTED,
    },
    "registry/exports/documents.py": {"Component": OF_LISTED},
    "registry/exports/mirror.py": {"IndexDocument": SIGNED},
    "registry/search/facets.py": {"PackFacet": OF_LISTED},
    "registry/search/match.py": {"Posting": OF_LISTED},
    "registry/search/trust.py": {"Attestation": OF_SHOWN, "ValidationReport": OF_SHOWN},
    "registry/search/use.py": {"DownloadDay": "counted for listed packs alone"},
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ("registry", "marketplace"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(DECIDES):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def read_past(tree: ast.AST) -> set[str]:
    """The models of which a module reads rows without having `seen` choose among them."""
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "seen":
        return set()
    if (
        isinstance(tree, ast.Attribute)
        and isinstance(tree.value, ast.Name)
        and (tree.value.id, tree.attr) in {(model, "objects") for model in OF_A_PACK}
    ):
        return {tree.value.id}
    return {model for child in ast.iter_child_nodes(tree) for model in read_past(child)}


def test_no_row_of_a_pack_is_read_past_the_place_that_decides() -> None:
    found = {name: models for name, tree in modules() if (models := read_past(tree))}
    assert found == {name: set(models) for name, models in SAFE.items()}


def test_packs_that_are_private_are_named_nowhere_else() -> None:
    naming = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "every"
    }
    assert naming == set()
