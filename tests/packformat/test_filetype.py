"""What a file is by its bytes."""

import marshal
from importlib.util import MAGIC_NUMBER

import pytest

from packformat.filetype import describe, file_type

KNOWN = {
    "a zip archive": b"PK\x03\x04....",
    "an empty zip archive": b"PK\x05\x06" + bytes(18),
    "a RAR archive": b"Rar!\x1a\x07\x01\x00",
    "a 7z archive": b"7z\xbc\xaf\x27\x1c",
    "gzip data": b"\x1f\x8b\x08\x00",
    "bzip2 data": b"BZh91AY",
    "xz data": b"\xfd7zXZ\x00",
    "zstd data": b"\x28\xb5\x2f\xfd",
    "a tar archive": bytes(257) + b"ustar\x0000",
    "a Linux program (ELF)": b"\x7fELF\x02\x01",
    "a Windows program (PE)": b"MZ\x90\x00",
    "a macOS program (Mach-O)": b"\xcf\xfa\xed\xfe",
    "a Java class or a macOS program": b"\xca\xfe\xba\xbe",
    "a WebAssembly program": b"\x00asm\x01",
    "compiled Python": MAGIC_NUMBER + bytes(12) + marshal.dumps(compile("", "x", "exec")),
    "a PNG picture": b"\x89PNG\r\n\x1a\n",
    "a JPEG picture": b"\xff\xd8\xff\xe0",
    "a GIF picture": b"GIF89a",
    "a WebP picture": b"RIFF\x00\x00\x00\x00WEBP",
    "a PDF document": b"%PDF-1.7",
    "a TrueType font": b"\x00\x01\x00\x00\x00",
    "a web page or XML": b"\xef\xbb\xbf\n <!doctype html>",
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_type_is_recognised(name: str) -> None:
    kind = file_type(KNOWN[name])
    assert kind is not None
    assert (kind.name, describe(KNOWN[name])) == (name, name)


@pytest.mark.parametrize(
    "data",
    [b"# Title\n", b"print(1)\n", "日本".encode(), b"", b"\x16\r\r\n", b"ab\r\n" + bytes(20), b"\xff\xfe"],
    ids=repr,
)
def test_text_and_unknown_bytes_have_no_type_and_are_told_apart(data: bytes) -> None:
    assert file_type(data) is None
    is_text = len(data) > 2 and b"\0" not in data and b"\x16" not in data
    assert describe(data).startswith("a text" if is_text else "something that begins with the bytes")
