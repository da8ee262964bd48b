"""What lies packed in a PDF, unpacked in pieces and counted before the library sees it; nothing is kept.

The library unpacks a stream whole. Pictures are left to it, because no text is read from them. What hides
from this look, as in a stream that is packed in two ways, meets the limit of memory that the process has.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress

from packformat.codes import FORMAT
from packformat.convert.limits import check

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 1024
"""Bytes before a stream in which what is said of it is looked for."""
_PACKED_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?")
_TAKEN = 1 << 12
"""Bytes of a stream that are taken up at a time: little, because most streams of many end soon."""
_GIVEN = 1 << 20
"""Bytes that are unpacked at a time."""


def check_streams(data: bytes) -> None:
    """Raise E_CONVERT_LARGE when streams that are no pictures hold more than can soon be read."""
    total = 0
    for number, found in enumerate(_STREAM.finditer(data), 1):
        check("stream-count", number)
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b"obj") + 1 :]
        if _PACKED_TWICE.search(head):
            raise FORMAT.error("E_CONVERT_HOSTILE", reason="one of its parts is packed twice")
        if b"/Image" not in head:
            total += _unpacked(memoryview(data)[found.end() :], total)


def _unpacked(packed: memoryview, before: int) -> int:
    """How many bytes a stream holds; of what is not packed in this way, or is damaged, as far as it goes."""
    stream = zlib.decompressobj()
    size = 0
    with suppress(zlib.error):
        rest = bytes(packed[:_TAKEN])
        place = len(rest)
        while rest and not stream.eof:
            size += len(stream.decompress(rest, _GIVEN))
            check("stream", size)
            check("streams", before + size)
            rest = stream.unconsumed_tail
            if not rest:
                rest = bytes(packed[place : place + _TAKEN])
                place += len(rest)
    return size
