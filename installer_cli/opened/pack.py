"""What is shown of an installed pack: read once, so that no request ever leads to a file."""

from __future__ import annotations

from typing import NamedTuple

from installer_cli.knowledge.loaded import loaded_texts
from installer_cli.knowledge.texts import memory_texts, pack_texts
from installer_cli.meant import not_installed
from installer_cli.receipt import read_receipts
from packformat.placement import RULES, SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.knowledge.loaded import Loaded
    from installer_cli.project import Project


class OpenPack(NamedTuple):
    """A pack as it lies in a project: its texts by path, what else it has, what it may do, what it loads."""

    name: str
    version: str
    texts: dict[str, str]
    others: list[str]
    powers: tuple[str, ...]
    loaded: list[Loaded]


def read_pack(project: Project, word: str) -> OpenPack:
    """An installed pack with its memories, of which no folder is a link.

    Raises E_NOT_INSTALLED, E_RECEIPT, E_TARGET_LINK, and what reading it raises.
    """
    receipts = {str(name): receipt for name, receipt in read_receipts(project).items()}
    if word not in receipts:
        raise not_installed(word, receipts)
    receipt, top = receipts[word], f"{SKILLS}/{word}"
    project.check_no_links(top)
    texts = {f"{top}/{path}": text for path, text in pack_texts(project, project.path(top))}
    texts.update(memory_texts(project, word))
    ours = {*texts, f"{RULES}/ctxpack-{word}.md"}
    return OpenPack(
        word,
        str(receipt.version),
        texts,
        [path for path in receipt.files if path.startswith(f"{top}/") and path not in texts],
        receipt.powers,
        [item for item in loaded_texts(project) if item.path in ours],
    )
