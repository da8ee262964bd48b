"""What the index says of one pack, for commands that show it."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.typed import typed
from packformat.versions import Version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.session import Session
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName

LATEST = "latest"
"""What stands for the newest release where a version is asked for."""


def read_documents(session: Session, name: PackName) -> dict[PackName, PackDocument]:
    """The documents of a pack and of all it may require; raises E_PACK_UNKNOWN, and as the registry does."""
    registry = session.registry(session.wants())
    documents = registry.closure([name])
    if name not in documents:
        raise registry.unknown(name)
    return documents


def newest_release(document: PackDocument) -> ReleaseEntry | None:
    """The newest release that is neither yanked nor a trial version, else the newest there is."""
    fit = [item for item in document.releases if item.yanked is None and not item.version.is_prerelease]
    return max(fit or document.releases, key=lambda item: item.version, default=None)


def find_release(document: PackDocument, word: str) -> ReleaseEntry:
    """The release that ``latest`` or a version names; raises E_USAGE_WORD and E_RELEASE_UNKNOWN."""
    if word == LATEST:
        found = newest_release(document)
    else:
        version = typed(Version.parse, word)
        found = next((item for item in document.releases if item.version == version), None)
    if found is None:
        versions = ", ".join(str(item.version) for item in document.releases[-4:])
        raise ERRORS.error("E_RELEASE_UNKNOWN", pack=document.name, version=word, versions=versions)
    return found
