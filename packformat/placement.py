"""Where the files of a pack stand in a project of Claude Code: the default target of the installer.

The whole pack lies verbatim in ``.claude/skills/<pack>/``, where Claude Code loads it as a plugin once the
workspace is trusted. A plugin cannot bring memories, so those are placed in ``.claude/memory/<pack>/`` and
loaded by one rule file of ours. Nothing that the user or another pack owns is merged or rewritten.
"""

from __future__ import annotations

from packformat.codes import FORMAT
from packformat.memories import index_text, read_memories

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.memories import Describe, Memory

SKILLS = ".claude/skills"
MEMORY = ".claude/memory"
RULES = ".claude/rules"
OTHER_SKILLS = ".agents/skills"
"""Where agents other than Claude Code read skills, one folder for each; see `packformat.targets`."""
OTHER_FOLDERS = (OTHER_SKILLS, ".cursor/agents", ".cursor/commands")
OTHER_FILES = (
    "AGENTS.md", "GEMINI.md",
    ".codex/config.toml", ".cursor/mcp.json", ".gemini/settings.json", ".vscode/mcp.json",
)  # fmt: skip
"""All places of the table of other agents, `packformat.targets.agents`, which most runs need not load."""


def is_other_place(path: str, *, whole: bool = False) -> bool:
    """Whether a path is below a folder of another agent's; with ``whole``, or such a place or above one."""
    below = any(path.startswith(f"{folder}/") for folder in OTHER_FOLDERS)
    above = any(f"{place}/".startswith(f"{path}/") for place in (*OTHER_FOLDERS, *OTHER_FILES))
    return below or (whole and above)


INDEX = "index.md"
INPUTS = "inputs.md"
"""The values that the pack's index imports beside its memories; made from `ctxpack.toml`, not by the pack."""


class Placed:
    """A file in its place, and where its bytes come from: a path in the pack, or a text made here.

    ``memory`` is the memory whose copy it is; None for the file of a pack beside the skills, and for what is
    made here.
    """

    __slots__ = ("memory", "path", "place", "text")

    def __init__(self, place: str, path: str = "", text: bytes = b"", memory: Memory | None = None):
        self.place = place
        self.path = path
        self.text = text
        self.memory = memory


def placed(
    name: str, paths: Iterable[str], describe: Describe, *, asks: bool, prefix: str = ""
) -> Iterator[Placed]:
    """Every file of the pack ``name`` in its place.

    ``describe`` reads the TOML of a path; ``asks`` is whether the pack asks for values; paths that an agent
    is told begin with ``prefix``. Raises E_PATH_COLLISION where a memory is called like a file that is made
    here.
    """
    given = list(paths)
    for path in given:
        yield Placed(f"{SKILLS}/{name}/{path}", path)
    memories = read_memories(given, describe)
    if memories or asks:
        yield from _memories(name, memories, prefix, asks=asks)


def _memories(name: str, memories: list[Memory], prefix: str, *, asks: bool) -> Iterator[Placed]:
    folder = f"{MEMORY}/{name}"
    for made in (INDEX, INPUTS):
        if any(memory.name == made for memory in memories):
            raise FORMAT.error("E_PATH_COLLISION", path=f"memory/{made}", other=f"{folder}/{made}")
    for memory in memories:
        for path in memory.files:
            yield Placed(f"{folder}/{path.removeprefix('memory/')}", path, memory=memory)
    index = index_text(name, f"{prefix}{folder}", memories, first=(INPUTS,) if asks else ())
    yield Placed(f"{folder}/{INDEX}", text=index)
    yield Placed(f"{RULES}/ctxpack-{name}.md", text=f"@../memory/{name}/{INDEX}\n".encode())
