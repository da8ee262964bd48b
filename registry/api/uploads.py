"""Reading an upload: streamed to a file, and given up as soon as it is too large."""

from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.http.multipartparser import MultiPartParser as DjangoMultiPartParser
from django.http.multipartparser import MultiPartParserError
from rest_framework import serializers
from rest_framework.parsers import BaseParser, DataAndFiles
from rest_framework.request import Request

from packformat.convert.document import LARGEST_DOCUMENT
from packformat.errors import CtxpackError
from registry.errors import ERRORS
from registry.services.submit import LARGEST_UPLOAD
from registry.uploads import NamelessUpload

ENVELOPE = 64 * 1024
"""Bytes that a request may hold beside the archive: boundaries, headers and the other fields."""


class FileSerializer(serializers.Serializer[object]):
    """One file."""

    file = serializers.FileField()


def file_of(request: Request) -> UploadedFile:
    """The file of a request that `FileSerializer` describes.

    Raises:
        UsageError: E_FIELD, there is none.
    """
    file = request.data.get("file")
    if not isinstance(file, UploadedFile):
        raise ERRORS.error("E_FIELD", field="file", reason="send it as a file in this field")
    return file


class LimitedUpload(NamelessUpload):
    """Stops reading when all files together exceed the limit."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._largest = largest
        self._received = 0

    def handle_raw_input(self, *given: Any, **_options: Any) -> None:
        """Refuse before the first byte what states that it is too large."""
        content_length: int = given[2]
        if content_length > self._largest + ENVELOPE:
            raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=self._largest)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, or refuse."""
        self._received += len(raw_data)
        if self._received > self._largest:
            raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=self._largest)
        super().receive_data_chunk(raw_data, start)


class UploadParser(BaseParser):
    """Parses `multipart/form-data` with a limit on what is read."""

    media_type = "multipart/form-data"
    largest = LARGEST_UPLOAD
    """Bytes of all its files together."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: dict[str, Any] | None = None
    ) -> DataAndFiles:
        """Return fields and files.

        Raises:
            UsageError: E_UPLOAD_TOO_LARGE, or E_REQUEST where the body is malformed or a field holds NUL.
        """
        request = (parser_context or {})["request"]
        meta = {**request.META, "CONTENT_TYPE": media_type}
        upload = LimitedUpload(self.largest)
        try:
            fields, files = DjangoMultiPartParser(meta, stream, [upload], "utf-8").parse()
        except CtxpackError:
            upload.close()
            raise
        except MultiPartParserError as error:
            upload.close()
            raise ERRORS.error("E_REQUEST", reason=str(error)) from error
        if any("\0" in text for _name, texts in fields.lists() for text in texts):
            upload.close()
            raise ERRORS.error("E_REQUEST", reason="it holds the character NUL")
        return DataAndFiles(fields, files)


class DocumentParser(UploadParser):
    """Parses a form with one document in it."""

    largest = LARGEST_DOCUMENT
