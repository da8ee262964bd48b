import io
import stat
from pathlib import Path

import pytest

from packformat.errors import RegistryError
from registry.storage.files import FileStore


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_an_object_is_a_file_that_a_web_server_can_serve(files: FileStore, tmp_path: Path) -> None:
    files.put("archives/a.zip", io.BytesIO(b"x"))
    path = tmp_path / "files" / "archives" / "a.zip"
    assert path.read_bytes() == b"x"
    assert path.stat().st_mode & stat.S_IROTH


class BreaksOffError(Exception):
    """What the source below raises."""


class BreaksOff(io.BytesIO):
    """A source whose reading fails after its first piece."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise BreaksOffError
        return super().read(size)


def test_a_source_that_breaks_off_leaves_nothing(files: FileStore, tmp_path: Path) -> None:
    with pytest.raises(BreaksOffError):
        files.put("archives/a.zip", BreaksOff(bytes(2 * 1024 * 1024)))
    assert files.size("archives/a.zip") is None
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["../outside", "archives/../../outside", "/etc/hostname"])
def test_no_key_leads_out_of_the_folder(files: FileStore, key: str) -> None:
    with pytest.raises(RegistryError) as caught:
        files.read(key)
    assert caught.value.code == "E_STORE_ABSENT"


def test_a_folder_is_no_object(files: FileStore) -> None:
    files.put("archives/a.zip", io.BytesIO(b"x"))
    with pytest.raises(RegistryError) as caught:
        files.read("archives")
    assert caught.value.code == "E_STORE_ABSENT"
    assert files.size("archives") is None
    assert files.size("archives/a.zip/b") is None


def test_a_disk_that_refuses_is_reported_with_its_reason(files: FileStore, tmp_path: Path) -> None:
    (tmp_path / "files" / "archives").write_bytes(b"a file where a folder belongs")
    with pytest.raises(RegistryError, match="could not put") as caught:
        files.put("archives/a.zip", io.BytesIO(b"x"))
    assert caught.value.code == "E_STORE_UNAVAILABLE"
    assert list((tmp_path / "files" / ".incoming").iterdir()) == []
