"""Files that systems, editors and test runs leave behind; no pack carries them."""

from __future__ import annotations

_FOLDERS = frozenset(
    ("__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", "node_modules", "__macosx")
)
_FILES = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_APPLE_DOUBLE = "._"
"""How macOS names the file beside a file that keeps its attributes on disks that cannot."""
_EVAL_RESULTS = "evals/results/"
"""Where the client's own `plugin eval` writes its reports, inside the folder it evaluates."""


def is_litter(path: str) -> bool:
    """Whether ``path`` (relative, with slashes) is a leftover rather than content."""
    *folders, name = path.lower().split("/")
    if name in _FILES or name.startswith(_APPLE_DOUBLE):
        return True
    return not _FOLDERS.isdisjoint(folders) or path.startswith(_EVAL_RESULTS)
