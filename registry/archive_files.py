"""Single files out of the stored archive of a release: only its directory and their own bytes are read."""

import zipfile
from collections.abc import Iterable

from packformat.digest import Digest
from registry.errors import ERRORS
from registry.models import Release
from registry.storage.current import current_store
from registry.storage.keys import archive_key
from registry.storage.ranged import open_ranged


def read_files(release: Release, paths: Iterable[str], most: int) -> dict[str, bytes]:
    """Return the first `most` bytes of each of `paths`; one that the archive does not hold is left out.

    Raises:
        RegistryError: E_STORE_ABSENT, E_STORE_UNAVAILABLE, or E_STORE_MISMATCH where the archive is damaged.
    """
    key = archive_key(Digest.parse(release.archive_digest), private=release.pack.is_private)
    found = {}
    with open_ranged(current_store(), key, release.size) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                held = set(archive.namelist())
                for path in paths:
                    if path in held:
                        with archive.open(path) as member:
                            found[path] = member.read(most)
        except zipfile.BadZipFile as error:
            raise ERRORS.error("E_STORE_MISMATCH", key=key) from error
    return found
