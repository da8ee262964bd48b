"""Everything that two releases have otherwise, for the page that shows it."""

from typing import Any

from marketplace.catalogue.difference.files import MOST_FILES, file_changes, text_changes
from marketplace.catalogue.difference.meaning import costs, part_changes, power_changes
from registry.models import Release


def compared(before: Release, after: Release) -> dict[str, Any]:
    """Return what the page of a comparison shows."""
    files = file_changes(before, after)
    texts = text_changes(before, after, files)
    return {
        "before": before,
        "after": after,
        "powers": power_changes(before, after),
        "costs": costs(before, after),
        "parts": part_changes(before, after),
        "files": files,
        "texts": texts,
        "more_texts": len(texts) == MOST_FILES,
    }
