import pytest

from packformat.digest import Digest
from packformat.errors import RegistryError
from registry.archive_files import read_files
from registry.models import User
from registry.storage.base import Store
from registry.storage.keys import archive_key
from tests.support.registry import published
from tests.support.rows import release_row


def test_files_are_read_by_name_and_no_further_than_asked(ada: User) -> None:
    release = published(ada, "month-end", extra={"long.txt": b"x" * 10_000}).release
    files = read_files(release, ["README.md", "long.txt", "absent.txt"], 100)
    assert files == {"README.md": b"# month-end\n\nFor those who do month-end.\n", "long.txt": b"x" * 100}


def test_a_damaged_archive_is_refused(ada: User, store: Store) -> None:
    release = published(ada, "month-end").release
    store.replace(archive_key(Digest.parse(release.archive_digest)), b"not a zip" * 1000)
    with pytest.raises(RegistryError, match="other bytes"):
        read_files(release, ["README.md"], 100)


@pytest.mark.django_db
def test_an_archive_that_is_absent_is_refused() -> None:
    with pytest.raises(RegistryError, match="has no"):
        read_files(release_row("month-end"), ["README.md"], 100)
