"""Which documents are believed: every trust rule in one place, without files, network or clock.

1. A root document is believed when one of its own keys has signed it, and, once a key is pinned, when that is
   the pinned key or one that the pinned key leads to through handovers, each signed by the key before.
2. A key that was retired is never believed again, and a pin of it leads nowhere but to the key that is
   remembered: whoever has stolen it can name another, and cannot have it believed.
3. A pack's document is believed when a key of the believed root has signed it, and names the pack asked for.
4. No document is believed whose serial is lower than one believed before under the same key (a registry that
   hides releases).
5. What a project pins holds in it alone, unless the key that is remembered has introduced it: a project may
   have been written by anybody, and does not change whom the machine believes elsewhere.
6. No document is believed after its time (a registry that stands still, or is made to seem so). The registry
   signs anew days before, so nothing is allowed for clocks that are minutes wrong.
"""

from __future__ import annotations

from installer_cli.belief import Belief
from installer_cli.errors import ERRORS
from packformat.handover import follow
from packformat.index import PackDocument, RootDocument
from packformat.signing import key_id, verify_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.index import Term
    from packformat.signing import Signature

ROOT = "the root document"


class Trust:
    """What is believed of one registry.

    ``pinned`` is the id of the project's key, empty where the one of ``before`` counts, which is what was
    believed in earlier runs. ``now`` is a moment, or empty for an offline run, which can have nothing newer
    and so takes what there is. ``scope`` is what `ctxpack trust` has to be told of where this is.
    """

    def __init__(self, registry: str, pinned: str, before: Belief, now: str, *, scope: str = ""):
        self._registry = registry
        self._scope = scope
        self._pinned = pinned
        self._before = before
        self._seen = before.serials
        self._now = now
        self._root: RootDocument | None = None
        self._serials: dict[str, int] = {}
        self.key = ""
        """The id of the key that signed the believed root: the one to pin."""
        self.oldest = ""
        """When the oldest of the documents was signed that are believed."""
        self.is_projects_alone = False
        """Whether the key is one that the project pins and the remembered one has not introduced."""

    @property
    def belief(self) -> Belief:
        """What is believed now, this run's documents and those of the runs before."""
        retired = self._before.retired.union(self._root.retired if self._root else ())
        return Belief(self.key, self._seen | self._serials, retired)

    def accept_root(self, signatures: list[Signature], payload: bytes) -> None:
        """Believe a root document.

        Raises E_DOCUMENT, E_KEY_CHANGED, E_KEY_RETIRED, E_SIGNATURE, E_INDEX_ROLLBACK or E_INDEX_EXPIRED.
        """
        root = RootDocument.parse(payload, ROOT)
        # What a signature calls its key is anybody's word: the document must bring the key itself.
        own = {name: raw for name, raw in root.keys.items() if key_id(raw) == name}
        signers = own.keys() & {signature.key for signature in signatures}
        believed = own.keys() & self._trusted(root) if self._pins else set(own)
        if signers and signers <= self._before.retired:
            raise self._refused("E_KEY_RETIRED", signers)
        if signers and not signers & believed:
            raise self._refused("E_KEY_CHANGED", signers)
        keys = {name: own[name] for name in believed - self._before.retired}
        self.key = verify_document(signatures, payload, keys, ROOT)
        if self.key != self._before.key:
            self._seen = {}
            remembered = {self._before.key} - {""}
            self.is_projects_alone = bool(remembered) and self.key not in follow(root.handovers, remembered)
        self._check_serial("root", root.serial)
        self._check_term(ROOT, root.term)
        self._root = RootDocument(root.serial, own, root.term, retired=root.retired)

    @property
    def _pins(self) -> set[str]:
        return {self._pinned or self._before.key} - {""}

    def _trusted(self, root: RootDocument) -> frozenset[str]:
        reached = follow(root.handovers, self._pins)
        if self._pins & self._before.retired:
            return reached & follow(root.handovers, {self._before.key})
        return reached

    def _refused(self, code: str, signers: set[str]) -> Exception:
        pinned = self._pins - self._before.retired or {self._before.key}
        return ERRORS.error(
            code,
            registry=self._registry,
            found=min(signers),
            pinned=", ".join(sorted(pinned)),
            scope=self._scope,
        )

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
        self._serials[name] = serial

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
