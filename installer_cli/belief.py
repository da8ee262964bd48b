"""What is believed of a registry from one run to the next: a value that only grows, whoever wrote it last."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Belief:
    """The id of the ``key`` that signs the root, the ids that were ``retired``, and serials under that key.

    Serials are those of documents that were believed since the key is the present one: another key has
    signed everything anew under higher ones, or is one that the user was told to trust after a theft, when
    serials that a thief has signed must not stand in the way.
    """

    __slots__ = ("key", "retired", "serials")

    def __init__(
        self, key: str = "", serials: Mapping[str, int] | None = None, retired: Collection[str] = ()
    ):
        self.key = key
        self.serials = dict(serials or {})
        self.retired = frozenset(retired)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Belief) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash((self.key, self.retired, frozenset(self.serials.items())))

    def merged(self, other: Belief) -> Belief:
        """Both: the highest serials of one key, and of two keys the one that the other has not retired.

        Where neither retired the other, ``self``, which is newer, stands.
        """
        retired = self.retired | other.retired
        if not other.key or self.key == other.key:
            serials = {
                name: max(self.serials.get(name, 0), other.serials.get(name, 0))
                for name in self.serials | other.serials
            }
            return Belief(self.key or other.key, serials, retired)
        is_retired = self.key in other.retired and other.key not in self.retired
        stands = other if is_retired or not self.key else self
        return Belief(stands.key, stands.serials, retired)

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.key, self.serials, self.retired
