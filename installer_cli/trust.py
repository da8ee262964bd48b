"""Which documents are believed: every trust rule in one place, without files, network or clock.

1. A root document is believed when one of its own keys has signed it, and, once a key is pinned, when a
pinned
   key has signed it too (so a new key must be introduced by an old one).
2. A pack's document is believed when a key of the believed root has signed it, and names the pack asked for.
3. No document is believed whose serial is lower than one believed before (a registry that hides releases).
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.index import PackDocument, RootDocument
from packformat.signing import key_id, verify_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.signing import Signature

ROOT = "the root document"


class Trust:
    """What is believed of one registry; ``pinned`` are key ids, ``seen`` the serials believed before."""

    def __init__(self, registry: str, pinned: frozenset[str], seen: Mapping[str, int]):
        self._registry = registry
        self._pinned = pinned
        self._seen = seen
        self._root: RootDocument | None = None
        self.serials: dict[str, int] = {}

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the believed root's keys."""
        return frozenset(self._root.keys) if self._root else frozenset()

    @property
    def key(self) -> str:
        """The id of the key to pin: the one pinned already, or the first of the believed root."""
        return next(iter(sorted(self._pinned or self.keys)), "")

    def accept_root(self, signatures: list[Signature], payload: bytes) -> None:
        """Believe a root document; raises E_SIGNATURE, E_KEY_CHANGED, E_INDEX_ROLLBACK or E_DOCUMENT."""
        root = RootDocument.parse(payload, ROOT)
        own = {name: raw for name, raw in root.keys.items() if key_id(raw) == name}
        if self._pinned and not self._pinned & {signature.key for signature in signatures}:
            found = ", ".join(sorted(own)) or "no key"
            pinned = ", ".join(sorted(self._pinned))
            raise ERRORS.error("E_KEY_CHANGED", registry=self._registry, found=found, pinned=pinned)
        believed = {name: raw for name, raw in own.items() if name in self._pinned} or own
        verify_document(signatures, payload, believed, ROOT)
        self._check_serial("root", root.serial)
        self._root = RootDocument(root.serial, own)

    def accept_pack(self, signatures: list[Signature], payload: bytes, source: str) -> PackDocument:
        """Believe a pack's document; raises E_SIGNATURE, E_INDEX_ROLLBACK or E_DOCUMENT."""
        if self._root is None:
            raise AssertionError("the root document comes first")
        verify_document(signatures, payload, self._root.keys, source)
        document = PackDocument.parse(payload, source)
        self._check_serial(document.name, document.serial)
        return document

    def _check_serial(self, name: str, serial: int) -> None:
        seen = self._seen.get(name, 0)
        if serial < seen:
            raise ERRORS.error("E_INDEX_ROLLBACK", pack=name, found=serial, seen=seen)
        self.serials[name] = serial


def check_name(document: PackDocument, asked: str) -> None:
    """Raise E_INDEX_NAME when a signed document of one pack is served as another's."""
    if document.name != asked:
        raise ERRORS.error("E_INDEX_NAME", found=document.name, pack=asked)
