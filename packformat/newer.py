"""Files that a newer `ctxpack` has written: not to be guessed at, and not to be thrown away."""

from __future__ import annotations

from packformat.codes import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.errors import CtxpackError


def newer(path: str, found: object, known: int) -> CtxpackError | None:
    """The error for a file of a later format than the one that is ``known``; None for every other."""
    if not isinstance(found, int) or found <= known:
        return None
    return FORMAT.error("E_NEWER", path=path, found=found, known=known)
