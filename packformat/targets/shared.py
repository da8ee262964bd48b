"""Files that packs share with the user: our part of them is written, renewed and taken out, all else stays.

What was put in is remembered as one run of text, so that taking it out leaves the file byte for byte as it
was. Where that text is no longer found as it was written, somebody has edited it: instructions and TOML are
then merged line by line, JSON is looked through server by server, and what is not ours any more is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.targets.agents import TARGETS
from packformat.targets.block import renew_block
from packformat.targets.members import renew_members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.targets.ours import Ours, Renewed

_KEYS = {agent.servers.path: agent.servers.key for agent in TARGETS.values() if agent.servers}


class SharedFile(NamedTuple):
    """A shared file after a run: its bytes (None for no file), what of it is ours, what the user keeps."""

    data: bytes | None
    ours: Ours | None
    kept: tuple[str, ...]


def renew(path: str, data: bytes | None, was: Ours | None, parts: Mapping[str, str]) -> SharedFile:
    """The file with exactly these parts of ours, by their keys; ``was`` is what is known to be ours in it.

    Raises E_SHARED_FILE for a file that cannot be read as what it should be, E_CONFLICT_SERVER for a server
    of the user's, or of another pack, with the name of one of ours.
    """
    is_instructions = path.endswith(".md")
    try:
        text = (
            None if data is None else data.decode("utf-8", "surrogateescape" if is_instructions else "strict")
        )
    except UnicodeDecodeError as error:
        raise FORMAT.error("E_SHARED_FILE", path=path, reason=f"byte {error.start} is not UTF-8") from None
    found: Renewed
    if path.endswith(".json"):
        found = renew_members(path, _KEYS[path], text, was, parts)
    else:
        found = renew_block(path, text, was, parts)
    after = None if found.text is None else found.text.encode("utf-8", "surrogateescape")
    return SharedFile(after, found.ours, found.kept)
