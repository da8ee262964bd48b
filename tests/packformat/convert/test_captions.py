"""A transcript reads as who said what, when."""

import pytest

from packformat.convert.captions import convert
from packformat.errors import AuthorError

VTT = """WEBVTT - weekly call

NOTE made by a machine

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:04.000 align:left
<v Ada Byron>We close on <b>day 5</b> &amp; no later.

00:04.000 --> 00:06.500
<v.loud Ada Byron>Always.</v>

00:01:00.000 --> 00:01:02.000
<v Bob>Why?
Who says * so?

stray words without a time
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
{\\an8}Welcome.

2
01:00:03,000 --> 01:00:04,000
>> ADA: Is it: done?
<i></i>
BOB: Yes.

3
01:00:05,000 --> 01:00:06,000
And signed.

4
01:00:07,000 --> 01:00:08,000
"""


def test_cues_of_one_speaker_are_one_turn() -> None:
    converted = convert(VTT.encode())
    assert converted.markdown == (
        "**Ada Byron** (00:00:01): We close on day 5 & no later. Always.\n\n"
        "**Bob** (00:01:00): Why? Who says * so?\n"
    )
    assert [(loss.kind, loss.detail) for loss in converted.losses] == [
        ("note", "made by a machine"),
        ("broken-cue", "stray words without a time"),
    ]


def test_speakers_before_a_colon_are_speakers() -> None:
    assert convert(SRT.replace("\n", "\r\n").encode()).markdown == (
        "(00:00:01): Welcome.\n\n**ADA** (01:00:03): Is it: done?\n\n**BOB** (01:00:03): Yes. And signed.\n"
    )


@pytest.mark.parametrize("text", ["", "WEBVTT\n\n\n \n", "only words"])
def test_what_has_no_cue_is_no_transcript(text: str) -> None:
    with pytest.raises(AuthorError) as caught:
        convert(text.encode())
    assert caught.value.code == "E_CONVERT_EMPTY"
