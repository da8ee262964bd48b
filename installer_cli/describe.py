"""What the index would say of a pack, computed from its own bytes where nobody is to be asked."""

from __future__ import annotations

from packformat.archive import Entry
from packformat.index import ReleaseEntry
from packformat.powers.find import powers_of
from packformat.tokens import token_costs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.part import Source


def describe(source: Source) -> ReleaseEntry:
    """Powers and token costs of a pack as the registry computes them; when it was published stays open."""
    pack = source.pack
    entries = [Entry(path, source.read(path), row.executable) for path, row in source.rows.items()]
    return ReleaseEntry(
        version=pack.version,
        archive=pack.archive,
        size=pack.size,
        tree=pack.tree,
        files=len(entries),
        unpacked=sum(len(entry.data) for entry in entries),
        published_at="",
        requires=pack.requires,
        powers=powers_of(entries).as_dict(),
        tokens=token_costs(entries, str(pack.name)).total.as_dict(),
    )
