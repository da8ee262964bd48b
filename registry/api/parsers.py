"""Reading JSON: an object, of text that every database keeps."""

import json
import re
from typing import IO, Any

from rest_framework.parsers import JSONParser

from registry.errors import ERRORS

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON writes it. An even number of backslashes stands before its own, or its own would be text."""


class ObjectParser(JSONParser):
    """Parses `application/json`. It is handed no more than `DATA_UPLOAD_MAX_MEMORY_SIZE` bytes."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the object.

        Raises:
            UsageError: E_REQUEST, it is none, is nested too deeply, or holds NUL or half a surrogate pair,
                which PostgreSQL and UTF-8 do not know.
        """
        try:
            value = super().parse(stream, media_type, parser_context)
            text = json.dumps(value, ensure_ascii=False)
            text.encode()
        except RecursionError as error:
            raise ERRORS.error("E_REQUEST", reason="it is nested too deeply") from error
        except UnicodeEncodeError as error:
            raise ERRORS.error("E_REQUEST", reason="it holds half a surrogate pair") from error
        if not isinstance(value, dict):
            raise ERRORS.error("E_REQUEST", reason='it is no JSON object, such as {"field": "text"}')
        if _NUL.search(text):
            raise ERRORS.error("E_REQUEST", reason="it holds the character NUL")
        return value
