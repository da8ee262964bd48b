"""Text that programs parse: read strictly, refused in words, and never slow."""

import json
import tomllib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.errors import AuthorError
from packformat.paths import DEFAULT_LIMITS
from packformat.texts import DEEPEST_NESTING, decode_utf8, read_json, read_toml
from tests.support.refusals import refused

ENCODINGS = {
    "UTF-8 with a mark": ("{}".encode("utf-8-sig"), "UTF-8 with a byte-order mark"),
    "UTF-16 LE": (b"\xff\xfe" + "{}".encode("utf-16-le"), "UTF-16"),
    "UTF-16 BE": (b"\xfe\xff" + "{}".encode("utf-16-be"), "UTF-16"),
    "Latin-1": ("é".encode("latin-1"), "byte 0xe9 at offset 0"),
}
JSON_REFUSALS = {
    "nothing": (b"", "E_MANIFEST_SYNTAX", "line 1, column 1"),
    "white space": (b" \n ", "E_MANIFEST_SYNTAX", "line 1, column 1"),
    "a comma too many": (b'{"a": 1,\n}', "E_MANIFEST_SYNTAX", "line "),
    "no comma": (
        b'{"a": 1 "b": 2}',
        "E_MANIFEST_SYNTAX",
        "a comma or a closing bracket is missing",
        "line 1",
    ),
    "an end in the middle": (b'{"a": ', "E_MANIFEST_SYNTAX", "the file ends too early"),
    "no such escape": (b'["\\q"]', "E_MANIFEST_SYNTAX", "escape", "line 1"),
    "a key twice": (b'{"name":"a","x":1,"name":"b"}', "E_DUPLICATE_KEY", "`name`"),
    "not a number": (b'{\n "score": NaN}', "E_MANIFEST_SYNTAX", "NaN at line 2, column 11"),
    "infinity": (b"[-Infinity]", "E_MANIFEST_SYNTAX", "-Infinity at line 1"),
    "deep nesting": (b"[" * 200_000, "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "nesting a little too deep": (b"[" * 52 + b"]" * 52, "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "half a character in a value": (b'{"title": "\\ud800"}', "E_MANIFEST_ENCODING", "`title`"),
    "half a character in a key": (b'{"a": {"\\udc00": 1}}', "E_MANIFEST_ENCODING", "a key of `a`"),
    "half a character in a list": (b'{"a": ["\\ud800"]}', "E_MANIFEST_ENCODING", "`a`"),
    "an endless number": (b"[" + b"9" * 5000 + b"]", "E_MANIFEST_SYNTAX", "too long"),
    "too large": (b"[" + b" " * DEFAULT_LIMITS.manifest + b"]", "E_TOO_LARGE", str(DEFAULT_LIMITS.manifest)),
}
TOML_REFUSALS = {
    "nothing": (b"", "E_MANIFEST_SYNTAX", "line 1, column 1"),
    "no value": (b"a = 1\nb =\n", "E_MANIFEST_SYNTAX", "line 2"),
    "a key twice": (b'a = 1\nname = "b"\nname = "c"\n', "E_DUPLICATE_KEY", "`name` twice (line 3)"),
    "a table twice": (b"[a]\n[b]\n[a]\n", "E_DUPLICATE_KEY", "`a` twice (line 3)"),
    "a key of an inline table twice": (b"a = {b = 1, b = 2}", "E_DUPLICATE_KEY", "(line 1)"),
    "not a number": (b"a = 1.5\nb = nan\n", "E_MANIFEST_SYNTAX", "`nan` at line 2"),
    "infinity": (b"a = -inf\n", "E_MANIFEST_SYNTAX", "`-inf`"),
    "a number beyond all": (b"a = 1e999\n", "E_MANIFEST_SYNTAX", "`1e999`"),
    "half a character": (b'x = 1\ntitle = "\\ud800"\n', "E_MANIFEST_ENCODING", "`title`"),
    "nested lists": (b"a = " + b"[" * 5000, "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "lists a little too deep": (b"a = " + b"[" * 51 + b"]" * 51, "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "a key of thousands of parts": (b"a." * 100_000 + b"b = 1", "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "quoted parts": (b'"a" . ' * 100 + b"b = 1", "E_MANIFEST_DEPTH", str(DEEPEST_NESTING)),
    "an endless number": (b"a = " + b"9" * 5000, "E_MANIFEST_SYNTAX", "too long"),
    "too large": (b"#" * (DEFAULT_LIMITS.manifest + 1), "E_TOO_LARGE", str(DEFAULT_LIMITS.manifest)),
    "the end in the middle": (b'a = "', "E_MANIFEST_SYNTAX", "line 1, column 6"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_what_is_not_plain_utf8_is_refused_by_name(case: str) -> None:
    data, found = ENCODINGS[case]
    for read in (decode_utf8, read_json, read_toml):
        with refused("E_MANIFEST_ENCODING", "x.json", found):
            read("x.json", data)


@pytest.mark.parametrize("case", JSON_REFUSALS)
def test_json_that_readers_could_differ_on_is_refused(case: str) -> None:
    data, code, *names = JSON_REFUSALS[case]
    with refused(code, "x.json", *names):
        read_json("x.json", data)


@pytest.mark.parametrize("case", TOML_REFUSALS)
def test_toml_that_is_not_plain_is_refused(case: str) -> None:
    data, code, *names = TOML_REFUSALS[case]
    with refused(code, "pack.toml", *names):
        read_toml("pack.toml", data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert read_json("x.json", text.encode()) == json.loads(text)


@given(st.binary(max_size=200) | st.text(alphabet="[]{}=.\"'#,\n ab1", max_size=60).map(str.encode))
@settings(max_examples=500)
def test_any_bytes_are_read_or_refused_by_an_author_error(data: bytes) -> None:
    for read in (read_json, read_toml):
        with suppress(AuthorError):
            read("x", data)


def test_toml_is_read_as_the_standard_library_reads_it() -> None:
    data = b'a = 1.5\nb = "x"\n[c]\nd = [1, 2]\ne = {f = true}\n'
    assert read_toml("x.toml", data) == tomllib.loads(data.decode())
    sentence = b'a = "one.two.three ' + b"four.five." * 20 + b'"\n'
    assert read_toml("x.toml", sentence.replace(b"four.five.", b"four. five. ")) is not None
