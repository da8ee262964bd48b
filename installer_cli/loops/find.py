"""Loops by name: those of the packs installed in the project, or of a pack's folder."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS
from packformat.digest import Digest
from packformat.loops.loop import FOLDER, SUFFIX, read_loop
from packformat.paths import MANIFEST_PATH, PLUGIN_ROOT
from packformat.placement import SKILLS
from packformat.texts import read_toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.project import Project
    from packformat.loops.loop import Loop


class FoundLoop:
    """A loop, the folder of its pack, the pack's name, and the digest of the loop's file."""

    __slots__ = ("digest", "loop", "pack", "root", "tools")

    def __init__(self, root: str, name: str):
        path = f"{FOLDER}{name}{SUFFIX}"
        with open(os.path.join(root, path), "rb") as file:
            data = file.read()
        self.root = os.path.abspath(root)
        self.pack = os.path.basename(self.root)
        self.loop: Loop = read_loop(path, data)
        self.digest = Digest.of(data)
        self.tools = _declared_tools(self.root)

    @property
    def path(self) -> str:
        """The loop's file."""
        return os.path.join(self.root, f"{FOLDER}{self.loop.name}{SUFFIX}")

    @property
    def id(self) -> str:
        """The pack and the loop, as messages and folders name it."""
        return f"{self.pack}.{self.loop.name}"


def _declared_tools(root: str) -> tuple[str, ...]:
    """The tools that the pack declares to use unasked, with its folder in place of its variable."""
    try:
        with open(os.path.join(root, MANIFEST_PATH), "rb") as file:
            powers = read_toml(MANIFEST_PATH, file.read()).get("powers", {})
    except FileNotFoundError:
        return ()
    return tuple(str(tool).replace(PLUGIN_ROOT, root) for tool in powers.get("tools", ()))


def find_loop(project: Project, word: str) -> FoundLoop:
    """The loop that ``NAME``, ``PACK/NAME`` or the path of its file names; raises E_LOOP_UNKNOWN.

    A name that several packs use has to be said with its pack: E_LOOP_AMBIGUOUS.
    """
    if word.endswith(SUFFIX) and os.path.isfile(word):
        folder, name = os.path.split(os.path.abspath(word))
        return FoundLoop(os.path.dirname(folder), name.removesuffix(SUFFIX))
    pack, _, name = word.rpartition("/")
    known = loops_in(project)
    found = [(root, loop) for root, loop in known if loop == name and pack in ("", os.path.basename(root))]
    if not found:
        names = ", ".join(f"{os.path.basename(root)}/{loop}" for root, loop in known) or "none"
        raise ERRORS.error("E_LOOP_UNKNOWN", loop=word, loops=names)
    if len(found) > 1:
        names = ", ".join(f"{os.path.basename(root)}/{loop}" for root, loop in found)
        raise ERRORS.error("E_LOOP_AMBIGUOUS", loop=word, loops=names)
    return FoundLoop(*found[0])


def loops_in(project: Project) -> list[tuple[str, str]]:
    """The folder of the pack and the name of every loop of the installed packs."""
    skills = project.path(SKILLS)
    packs = sorted(os.listdir(skills)) if os.path.isdir(skills) else []
    return [
        (f"{skills}/{pack}", entry.removesuffix(SUFFIX))
        for pack in packs
        if os.path.isdir(f"{skills}/{pack}/{FOLDER}")
        for entry in sorted(os.listdir(f"{skills}/{pack}/{FOLDER}"))
        if entry.endswith(SUFFIX)
    ]
