import io
import tempfile
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from registry.uploads import NamelessUpload

ARCHIVE = bytes(range(256)) * 20_000


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def request_with(name: str) -> HttpRequest:
    archive = io.BytesIO(ARCHIVE)
    archive.name = f"{name}.zip"
    return RequestFactory().post("/publish", {name: archive})


def test_an_upload_of_any_size_waits_without_a_name_and_is_read_whole(disk: Path) -> None:
    request = request_with("archive")
    archive = request.FILES["archive"]
    assert list(disk.iterdir()) == []
    assert (archive.name, archive.size, archive.read()) == ("archive.zip", len(ARCHIVE), ARCHIVE)
    request.close()
    assert archive.file.closed


def test_files_of_a_request_that_broke_off_are_let_go(disk: Path) -> None:
    upload = NamelessUpload()
    for name in ("one", "two"):
        upload.new_file(name, f"{name}.zip", "application/zip", None)
        upload.receive_data_chunk(b"PK", 0)
    upload.upload_interrupted()
    assert upload.file.closed
    assert list(disk.iterdir()) == []


def test_pages_and_api_take_uploads_alike(settings: object) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["registry.uploads.NamelessUpload"]
