"""A transcript replays exactly what was recorded."""

import json
from contextlib import suppress

import pytest

from packformat.errors import CtxpackError
from packformat.evals.transcript import Turn, read_transcript, write_transcript
from tests.support.misshapen import misshapen


def test_what_is_written_is_read_again() -> None:
    turns = (
        Turn(role="user", text="Add it up"),
        Turn(
            role="assistant",
            text="Done: 3 €\u2028and\x85so on\r\n",
            files={"a/b.txt": b"3\n"},
            tools=("Write",),
            usd=0.25,
            tokens=900,
            failure="its time was over",
        ),
    )
    assert read_transcript("t", write_transcript(turns)) == turns


def test_what_no_recording_gives_back_is_left_out_and_an_empty_line_is_no_turn() -> None:
    turn = Turn(role="assistant", text="Done", files={"a.png": b"\xff", "10:30.md": b"", "b\\xff": b""})
    assert read_transcript("t", write_transcript([turn]) + b"\n") == (Turn(role="assistant", text="Done"),)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "x", "files": {"../a": ""}}', "E_PATH_ESCAPE"),
        (b'{"text": ', "E_MANIFEST_SYNTAX"),
        (b"\xff", "E_MANIFEST_ENCODING"),
        (b"[]", "E_MANIFEST_SYNTAX"),
        (b'{"text": "x", "usd": -1}', "E_MANIFEST_SYNTAX"),
        (b'{"text": "x", "tokens": -1}', "E_MANIFEST_SYNTAX"),
        (json.dumps({"text": "x", "failure": "x" * 301}).encode(), "E_MANIFEST_SYNTAX"),
    ],
)
def test_a_line_that_cannot_be_replayed_is_refused(line: bytes, code: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_transcript("t", line)
    assert caught.value.code == code


def test_a_line_of_any_other_shape_is_refused() -> None:
    turn = {"role": "user", "text": "a", "files": {"a.md": "b"}, "tools": ["Read"], "usd": 0.1, "tokens": 9}
    for line in misshapen(json.dumps(turn).encode()):
        with suppress(CtxpackError):
            assert write_transcript(read_transcript("a.jsonl", line)) is not None
