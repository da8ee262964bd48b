"""A mark on pages that ctxpack makes: its first line holds the digest of the rest.

A page that somebody has edited is theirs, and is told from ours by that.
"""

from __future__ import annotations

from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.project import Project
    from installer_cli.stage import Stage

_MARK = "<!-- made by {maker}: {digest} -->\n"
_HEX = 16
"""Digits of the digest: enough to tell an edit, which nobody tries to forge."""


def marked(body: str, maker: str) -> bytes:
    """A page with its mark; ``maker`` says what makes it, and from what."""
    data = body.encode("utf-8")
    return _line(data, maker) + data


def is_ours(page: bytes, maker: str) -> bool:
    """Whether a page is as it was made."""
    first, _, body = page.partition(b"\n")
    return first + b"\n" == _line(body, maker)


def stage_marked(stage: Stage, project: Project, path: str, page: bytes | None, maker: str) -> None:
    """Stage a marked page as it is to be, None for none, unless somebody has edited the one that is there.

    Raises E_TARGET_LINK.
    """
    there = project.read(path)
    if there == page or (there is not None and not is_ours(there, maker)):
        return
    if page is None:
        stage.remove(path)
    else:
        project.check_no_links(path)
        stage.write(path, page)


def _line(body: bytes, maker: str) -> bytes:
    return _MARK.format(maker=maker, digest=Digest.of(body).hex[:_HEX]).encode("utf-8")
