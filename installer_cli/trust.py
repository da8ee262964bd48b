"""Which documents are believed: every trust rule in one place, without files, network or clock.

1. A root document is believed when one of its own keys has signed it, and, once a key is pinned, when a
   pinned key has signed it too (so a new key must be introduced by an old one).
2. A pack's document is believed when a key of the believed root has signed it, and names the pack asked for.
3. No document is believed whose serial is lower than one believed before (a registry that hides releases).
4. No document is believed after its time (a registry that stands still, or is made to seem so). The registry
   signs anew days before, so nothing is allowed for clocks that are minutes wrong.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.index import PackDocument, RootDocument
from packformat.signing import key_id, verify_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.index import Term
    from packformat.signing import Signature

ROOT = "the root document"


class Trust:
    """What is believed of one registry.

    ``pinned`` are key ids, ``seen`` the serials believed before, ``now`` a moment, or empty for an offline
    run, which can have nothing newer and so takes what there is.
    """

    def __init__(self, registry: str, pinned: frozenset[str], seen: Mapping[str, int], now: str):
        self._registry = registry
        self._pinned = pinned
        self._seen = seen
        self._now = now
        self._root: RootDocument | None = None
        self.serials: dict[str, int] = {}
        self.oldest = ""
        """When the oldest of the documents was signed that are believed."""

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the believed root's keys."""
        return frozenset(self._root.keys) if self._root else frozenset()

    @property
    def key(self) -> str:
        """The id of the key to pin: the one pinned already, or the first of the believed root."""
        return next(iter(sorted(self._pinned or self.keys)), "")

    def accept_root(self, signatures: list[Signature], payload: bytes) -> None:
        """Believe a root document.

        Raises E_DOCUMENT, E_KEY_CHANGED, E_SIGNATURE, E_INDEX_ROLLBACK or E_INDEX_EXPIRED.
        """
        root = RootDocument.parse(payload, ROOT)
        own = {name: raw for name, raw in root.keys.items() if key_id(raw) == name}
        # What a signature calls its key is anybody's word: the document must bring the pinned key itself.
        believed = {name: raw for name, raw in own.items() if name in self._pinned} if self._pinned else own
        if self._pinned and not believed.keys() & {signature.key for signature in signatures}:
            found = ", ".join(sorted(own)) or "no key"
            pinned = ", ".join(sorted(self._pinned))
            raise ERRORS.error("E_KEY_CHANGED", registry=self._registry, found=found, pinned=pinned)
        verify_document(signatures, payload, believed, ROOT)
        self._check_serial("root", root.serial)
        self._check_term(ROOT, root.term)
        self._root = RootDocument(root.serial, own, root.term)

    def accept_pack(self, signatures: list[Signature], payload: bytes, source: str) -> PackDocument:
        """Believe a pack's document; raises E_SIGNATURE, E_DOCUMENT, E_INDEX_ROLLBACK or E_INDEX_EXPIRED."""
        if self._root is None:
            raise AssertionError("the root document comes first")
        verify_document(signatures, payload, self._root.keys, source)
        document = PackDocument.parse(payload, source)
        self._check_serial(document.name, document.serial)
        self._check_term(f"the index of `{document.name}`", document.term)
        return document

    def _check_serial(self, name: str, serial: int) -> None:
        seen = self._seen.get(name, 0)
        if serial < seen:
            raise ERRORS.error("E_INDEX_ROLLBACK", pack=name, found=serial, seen=seen)
        self.serials[name] = serial

    def _check_term(self, what: str, term: Term) -> None:
        if self._now > term.expires_at:
            raise ERRORS.error(
                "E_INDEX_EXPIRED",
                document=what,
                registry=self._registry,
                expires_at=term.expires_at,
                now=self._now,
            )
        self.oldest = min(self.oldest or term.signed_at, term.signed_at)


def check_name(document: PackDocument, asked: str) -> None:
    """Raise E_INDEX_NAME when a signed document of one pack is served as another's."""
    if document.name != asked:
        raise ERRORS.error("E_INDEX_NAME", found=document.name, pack=asked)
