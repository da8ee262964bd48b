"""Transcripts with times (WebVTT, SubRip) as turns of speakers."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

_TIMES = re.compile(r"^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->")
_VOICE = re.compile(r"<v(?:\.[^ >]{0,99})?\s{1,9}([^>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]{0,300}>|\{\\[^}]{0,300}\}")
"""No longer than anybody writes them: a mark that never ends is looked for from each of its letters."""
_NAMED = re.compile(r"^(?:>>\s*)?([^\W\d_][\w .'\u2019-]{0,40}):\s+(?=\S)")
_SHOWN_DETAIL = 60


class _Turn(NamedTuple):
    speaker: str
    start: str
    words: str


def convert(data: bytes) -> Converted:
    """Turns in their order, each with its speaker, as far as the file names one, and its first time."""
    text, losses = decode(data)
    turns: list[_Turn] = []
    for block in re.split(r"\n[^\S\n]*\n", text.strip("\n")):
        lines = block.strip("\n").split("\n")
        place = _time_line(lines)
        if place is None:
            losses += left_out(block)
        else:
            turns += _turns_of(_clock(lines[place]), lines[place + 1 :])
    if not turns:
        raise FORMAT.error("E_CONVERT_EMPTY", what="a transcript")
    return Converted(markdown.document(_write(turn) for turn in _joined(turns)), tuple(losses))


def _clock(line: str) -> str:
    found = _TIMES.match(line)
    hours, minutes, seconds, _ = found.groups() if found else ("", "0", "0", "")
    return f"{int(hours or 0):02d}:{int(minutes):02d}:{int(seconds):02d}"


def _turns_of(start: str, lines: list[str]) -> list[_Turn]:
    """A cue's lines; each may name its own speaker, and a line that names none goes on with the last."""
    turns: list[_Turn] = []
    for line in lines:
        voice = _VOICE.search(line)
        words = html.unescape(_TAG.sub("", line)).strip()
        named = None if voice else _NAMED.match(words)
        if voice:
            turns.append(_Turn(voice[1].strip(), start, words))
        elif named:
            turns.append(_Turn(named[1].strip(), start, words[named.end() :]))
        elif words:
            turns.append(_Turn(turns[-1].speaker if turns else "", start, words))
    return _joined([turn for turn in turns if turn.words])


def _joined(turns: list[_Turn]) -> list[_Turn]:
    """Cues of one speaker, one after the other, are one turn; nameless cues go on with who spoke."""
    groups: list[list[_Turn]] = []
    for turn in turns:
        if groups and turn.speaker in ("", groups[-1][0].speaker):
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return [group[0]._replace(words=" ".join(turn.words for turn in group)) for group in groups]


def _write(turn: _Turn) -> str:
    who = f"{markdown.strong(markdown.escape(turn.speaker))} " if turn.speaker else ""
    return f"{who}({turn.start}): {markdown.escape(turn.words)}"


def _time_line(lines: list[str]) -> int | None:
    """Which of a cue's first lines says when it is shown; None for what is no cue."""
    return next((number for number, line in enumerate(lines[:2]) if _TIMES.match(line)), None)


def left_out(block: str) -> list[Loss]:
    """What has no time: the file's own header and its looks are no content, remarks and stray text are."""
    if _time_line(block.strip("\n").split("\n")) is not None:
        return []
    if re.match(r"\ufeff?WEBVTT|STYLE\b|REGION\b", block) or not block.strip():
        return []
    words = " ".join(block.split())
    kind = "note" if words.startswith("NOTE") else "broken-cue"
    return [Loss(kind, "", words.removeprefix("NOTE").strip()[:_SHOWN_DETAIL])]
