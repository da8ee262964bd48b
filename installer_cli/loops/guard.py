"""What an agent must leave alone while its work is judged by it: digests before, digests after."""

from __future__ import annotations

import glob
import hashlib
import os

from installer_cli.evals.subject import digests_of
from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.loops.find import FoundLoop

_LEFT_OUT = frozenset((".git", ".claude", "node_modules", "__pycache__", ".venv"))
_LEFT_BEHIND = frozenset(("__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini"))
"""What systems and tools leave behind by themselves, also among files that nobody may change."""
_BLOCK = 1 << 20


def watch(found: FoundLoop, project: str) -> dict[str, str]:
    """The digests of the pack's files and of all that the loop calls read-only, by readable names."""
    watched = {f"{found.pack}: {path}": digest for path, digest in digests_of(found.root).items()}
    for path in matching(project, found.loop.read_only):
        if not _LEFT_BEHIND.isdisjoint(path.split(os.sep)):
            continue
        with open(os.path.join(project, path), "rb") as file:
            watched[path] = Digest.of(file.read())
    return {name: str(digest) for name, digest in watched.items()}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names that are not as they were."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def matching(project: str, globs: Iterable[str]) -> list[str]:
    """The files of a project that match one of the globs, sorted."""
    found = {path for pattern in globs for path in glob.glob(pattern, root_dir=project, recursive=True)}
    return sorted(path for path in found if os.path.isfile(os.path.join(project, path)))


def tree_digest(project: str) -> str:
    """One digest of every file of the project but version control, caches and the agent's own folder."""
    total = hashlib.sha256()
    for folder, folders, names in os.walk(project):
        folders[:] = sorted(set(folders) - _LEFT_OUT)
        for name in sorted(names):
            path = os.path.join(folder, name)
            total.update(os.path.relpath(path, project).encode("utf-8", "surrogateescape") + b"\0")
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    while block := file.read(_BLOCK):
                        total.update(block)
    return total.hexdigest()
