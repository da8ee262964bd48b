"""Where the bytes of an upload wait until they are taken in."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFile(UploadedFile):
    """An upload that was read whole; it is closed with its request, or when nobody needs it any more."""

    def __del__(self) -> None:
        self.close()


class NamelessUpload(FileUploadHandler):
    """Keeps files on the disk without a name: however the process ends, nothing is left lying there."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._files: list[IO[bytes]] = []

    def new_file(self, *given: Any, **options: Any) -> None:
        """Begin a file; Django closes `file` where reading it fails."""
        super().new_file(*given, **options)
        self.file = TemporaryFile()  # noqa: SIM115 - closed with the request, or by `close`
        self._files.append(self.file)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        """Write a piece."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file, to be read from its beginning."""
        self.file.seek(0)
        return NamelessFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Let go of what was written."""
        self.close()

    def close(self) -> None:
        """Close every file of a request that is not answered."""
        for file in self._files:
            file.close()
