"""Rules about what a person cannot see in a text and an agent reads all the same."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.edits import Edit
from packformat.filetype import file_type
from packformat.rules.base import AUTHOR_KNOWS, BYTES_DO_NOT_TELL, Rule, Seen, seen_error
from packformat.rules.garbled import runs_in
from packformat.rules.offers import Anew, without
from packformat.rules.textfile import LONGEST_READ, SHELL_SUFFIXES, TEXT_SUFFIXES, suffix_of
from packformat.rules.unseen import CONTROLS, DIRECTIONS, INVISIBLE, TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_PARSED_SUFFIXES = frozenset(("md", "mdx", "json", "yaml", "yml", "toml"))
"""Texts that a client or an agent reads as UTF-8 and nothing else."""
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f")
"""A flag of a part of a country, such as England's: the one lawful use of tag characters (UTS 51)."""
_TAGS = re.compile(f"[{TAGS}]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_SMUGGLED = 8
"""Invisible characters in a row that are no slip of a keyboard any more: one letter's worth of bits."""
_MANY_INVISIBLE = re.compile(rf"[{INVISIBLE}]{{{_SMUGGLED},}}")
_BIDI = re.compile(f"[{DIRECTIONS}]")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END = "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Those of ASCII."""
_ON_SCREEN = re.compile("[\x00\x08\x0b\x0e\x0f\x7f]")
"""Those that move or erase what a screen shows, or change its letters (ECMA-48); others part data."""
_RETURN = re.compile("\r(?!\r{0,2}\n)")
"""A carriage return that ends no line."""
_SEEN_ON_ANY = r"(?:0?[0-4]|2[1-4]|3[1-69]|9[1-6])"
"""Weights and colours in which letters are seen on any screen: not black, grey or white, and on no ground of
their own."""
_ESCAPE = re.compile(
    rf"\x1b(?!\[(?:{_SEEN_ON_ANY}(?:;{_SEEN_ON_ANY}){{0,3}})?m)(?:\[[0-9;?]{{0,20}}[A-Za-z]?)?"
)
"""With what a program does more to a screen than colour what it prints: it can erase, conceal, write over."""
_NEVER_MEANT = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f{CONTROLS}]")
"""All of them but for the carriage return, with which some systems end a line."""
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f")
_JOINING = frozenset(("So", "Sk", "Lo", "Mn", "Mc"))
_MOST_INVISIBLE = 50_000
"""Invisible characters of one pack that are looked at one by one."""
_WITHOUT_WIDTH = "\u200b\u2060-\u2064\ufeff"
_LETTER = "(?:[A-Za-z]|[\u4e00-\u9fff])"
_BROKEN = re.compile(f"{_LETTER}[{_WITHOUT_WIDTH}]+{_LETTER}")
_MOST_BROKEN = 2
"""Words with an invisible character within that are no slip any more."""
_SPOKEN_SUFFIXES = frozenset(("md", "mdx", "txt", "py", "sh", "js", "ts", ""))
_EMPTY_LINES = 200
_SPACES = 500
_EMPTY = re.compile(rf"(?<![ \t\r\n])[ \t\r\n]{{{_EMPTY_LINES},}}+(?=\S)")
_RULED = re.compile(r"(?m)^\|(?: ?[-:|])+ ?\r?$")
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_LETTERS_OF_COMMENT = 40
_SPOKEN_TO = re.compile(
    r"\b(?:you|your|ignore|execute|instructions?|silently|secretly)\b|"
    r"(?:\A|[.!?:;\n])[\s*#-]*(?:(?:ai|coding) )?(?:agents?|assistants?|claude)\s*[,:]|"
    r"\b(?:agents?|assistants?|claude)[\s-]+(?:must|should|shall|will|may|can|ha(?:s|ve) to|needs? to|is to|"
    r"do|always|never|only|notes?|directives?|messages?|guidance|rules?|tasks?|steps?|context)\b|"
    r"\bnot (?:for |to be |meant for )?(?:render|display|show|human)|"
    r"\b(?:to|for|note|dear|hey|hello) (?:the |all |any )?(?:ai |coding )?(?:agents?|assistant|claude)\b|"
    r"\b(?:always|never|must)\b[^.]{0,80}\b(?:run|send|fetch|use|tell|ask|open|read|call)\b(?!-)|"
    r"(?:^|[.:;,]|\bthen|\band)\s*(?:run|send|fetch|tell|upload|post)\b(?!-)",
    re.IGNORECASE,
)


def _encoding(view: PackView) -> Iterator[Seen]:
    for path, entry in view.files.items():
        if suffix_of(path) in _PARSED_SUFFIXES and not file_type(entry.data):
            yield from _not_utf8(path, entry.data)


def _other_encoding(view: PackView) -> Iterator[Seen]:
    for path, entry in view.files.items():
        if suffix_of(path) in TEXT_SUFFIXES - _PARSED_SUFFIXES and not file_type(entry.data):
            yield from _not_utf8(path, entry.data)


def _not_utf8(path: str, data: bytes) -> Iterator[Seen]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"{data[error.start]:#04x}"
        told = FORMAT.error("E_TEXT_ENCODING", path=path, byte=byte, offset=error.start)
        yield seen_error(told, path)


def _smuggled(view: PackView) -> Iterator[Seen]:
    """Tag characters that spell a text, and runs of invisible characters that carry bits."""
    anew = Anew()
    for text in _with(view, TAGS + INVISIBLE):
        has_tags = _TAGS.search(text.unseen) is not None
        visible = _without_flags(text.text) if has_tags else text.text
        for found in _TAGS.finditer(visible) if has_tags else ():
            said = "".join(chr(ord(char) - 0xE0000) for char in found[0]).strip()
            line = text.line_at(found.start())
            seen = _hidden(text, line, f"{len(found[0])} tag characters that spell `{said}`")
            yield seen._replace(edit=anew.line(text, line, without(_smuggling)))
        for found in _MANY_INVISIBLE.finditer(visible):
            line = text.line_at(found.start())
            seen = _hidden(text, line, f"{len(found[0])} invisible characters in a row")
            yield seen._replace(edit=anew.line(text, line, without(_smuggling)))


def _smuggling(line: str) -> list[tuple[int, int]]:
    """Where a line holds what `_smuggled` sees."""
    visible = _without_flags(line)
    return sorted([*_spans(_TAGS, visible), *_spans(_MANY_INVISIBLE, visible)])


def _without_flags(text: str) -> str:
    """A text with as many letters, of which none belongs to a flag."""
    return _FLAG.sub(lambda flag: "\U0001f3f4" + "x" * (len(flag[0]) - 1), text)


def _straying(line: str) -> list[tuple[int, int]]:
    """Where a line holds what `_stray` sees."""
    return [span for span in _spans(_INVISIBLE, line) if not _is_lawful(line, *span)]


def _spans(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(line)]


def _stray(view: PackView) -> Iterator[Seen]:
    """Single invisible characters, as they come along when text is copied."""
    anew, room = Anew(), iter(range(_MOST_INVISIBLE))
    for text in _with(view, INVISIBLE):
        for found in _each(view, text, _INVISIBLE, room):
            if len(found[0]) < _SMUGGLED and not _is_lawful(text.text, found.start(), found.end()):
                line = text.line_at(found.start())
                message = f"Line {line} holds an invisible character, U+{ord(found[0][0]):04X}"
                edit = anew.line(text, line, without(_straying))
                yield Seen(text.path, message, "type the line anew", line, edit=edit)
                break


def _each(
    view: PackView, text: TextFile, pattern: re.Pattern[str], room: Iterator[int]
) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text as long as there is room; one that holds more is named as given up."""
    for found in pattern.finditer(text.text):
        if next(room, None) is None:
            view.given_up.add(text.path)
            break
        yield found


def _is_lawful(text: str, start: int, end: int) -> bool:
    """Whether invisible characters do what they are for: join letters or pictures, or begin a file."""
    if start == 0 and text[0] == "\ufeff":
        return True
    before = unicodedata.category(text[start - 1]) if start else ""
    after = unicodedata.category(text[end]) if end < len(text) else ""
    for char in text[start:end]:
        if char in _JOINERS and before not in _JOINING and after not in _JOINING:
            return False
        if char in _MARKS or "\ufe00" <= char <= "\ufe0f" or char == "\u00ad":
            continue
        if char not in _JOINERS:
            return False
    return True


def _broken_words(view: PackView) -> Iterator[Seen]:
    """Letters of a word with nothing to be seen between them: who looks for the word does not find it."""
    room = iter(range(_MOST_INVISIBLE))
    for text in _with(view, _WITHOUT_WIDTH):
        found = list(_each(view, text, _BROKEN, room)) if text.suffix in _SPOKEN_SUFFIXES else []
        if len(found) >= _MOST_BROKEN:
            line = text.line_at(found[0].start())
            message = f"Line {line} has an invisible character within a word, one of {len(found)} such words"
            yield Seen(text.path, message, "type the words anew", line)


def _direction(view: PackView) -> Iterator[Seen]:
    """Stops text whose order on the screen is not the order in which it is read (CVE-2021-42574)."""
    anew, room = Anew(), iter(range(_MOST_INVISIBLE))
    for text in _with(view, DIRECTIONS):
        asked, is_lawful = 0, False
        for found in _each(view, text, _BIDI, room):
            line = text.line_at(found.start())
            if line != asked:
                asked, is_lawful = line, text.is_markdown and _isolates_words(text.line(line))
            if is_lawful:
                continue
            character = f"U+{ord(found[0]):04X} ({unicodedata.name(found[0]).lower()})"
            error = FORMAT.error("E_BIDI", path=text.path, line=line, character=character)
            edit = anew.line(text, line, without(partial(_spans, _BIDI)))
            yield seen_error(error, text.path)._replace(edit=edit)


def _isolates_words(line: str) -> bool:
    """Whether a line of Hebrew, Arabic or the like sets words of another direction apart, as Unicode advises.

    Isolates that are closed on their line move nothing beyond it; embeddings and overrides are never meant.
    """
    marks = _BIDI.findall(line)
    opened = [mark for mark in marks if mark in _ISOLATES]
    return bool(_RIGHT_TO_LEFT.search(line)) and len(marks) == 2 * len(opened) == 2 * marks.count(_END)


def _control(view: PackView) -> Iterator[Seen]:
    anew = Anew()
    for text in view.texts:
        for place in sorted(_controls_in(view, text))[:1]:
            line, sign = text.line_at(place), text.text[place]
            error = FORMAT.error("E_CONTROL_CHARS", path=text.path, line=line, character=f"U+{ord(sign):04X}")
            edit = None if sign == "\r" else anew.line(text, line, without(partial(_spans, _NEVER_MEANT)))
            yield seen_error(error, text.path)._replace(edit=edit)


def _controls_in(view: PackView, text: TextFile) -> Iterator[int]:
    """Where the first control character stands, and the first beyond ASCII that is no part of garbled signs.

    In a program, one of ASCII counts if a screen acts on it.
    """
    of_ascii = (_ON_SCREEN if text.is_script else _CONTROL, _RETURN) if text.may_hold_controls else ()
    yield from (found.start() for found in (pattern.search(text.text) for pattern in of_ascii) if found)
    runs = runs_in(view).get(text.path)
    if runs and runs.typed:
        yield runs.typed.control


def _terminal(view: PackView) -> Iterator[Seen]:
    """What erases or conceals in a terminal, as an attack does, and a program that shows how far it is."""
    for text in view.texts:
        found = _ESCAPE.search(text.text) if text.is_script and text.may_hold_controls else None
        if found:
            line = text.line_at(found.start())
            shown = found[0].replace("\x1b", "\\033")
            message = f"Line {line} does more to a terminal than colour what it shows: `{shown}`"
            fix = "write the sign as `\\033`, as it is shown here, so that whoever reads the program sees it"
            yield Seen(text.path, message, fix, line)


def _padding(view: PackView) -> Iterator[Seen]:
    for text in view.texts:
        if not (text.is_markdown or text.is_script):
            continue
        if not text.has_wide_space(_EMPTY_LINES):
            continue
        table = max(map(len, _RULED.findall(text.text)), default=0) if text.is_markdown else 0
        for found in _EMPTY.finditer(text.text):
            lines = found[0].count("\n")
            if not lines and _fills_a_cell(text.text, found, table):
                continue
            if lines >= _EMPTY_LINES or max(map(len, found[0].split("\n"))) >= _SPACES:
                count, what = (lines, "lines") if lines >= _EMPTY_LINES else (len(found[0]), "places")
                line = text.line_at(found.end())
                error = FORMAT.error("E_PADDING", path=text.path, line=line, count=count, what=what)
                yield seen_error(error, text.path)


def _fills_a_cell(text: str, found: re.Match[str], table: int) -> bool:
    """Whether the space makes a table's column even, no further than the dashes below its head are seen."""
    start = text.rfind("\n", 0, found.start()) + 1
    return text[start] == "|" == text[found.end()] and found.end() - start < table


def _comment(view: PackView) -> Iterator[Seen]:
    """A page shows no comment of HTML, and an agent reads it."""
    spoken = {document.path for document in view.documents}
    for text in view.texts:
        if text.path not in spoken or "<!--" not in text.text:
            continue
        for found in _COMMENT.finditer(text.prose):
            letters = sum(char.isalpha() for char in found[1])
            if letters > _LETTERS_OF_COMMENT and _SPOKEN_TO.search(found[1]):
                what = f"a comment of {letters} letters, `{' '.join(found[1].split())[:60]}…`"
                yield _hidden(text, text.line_of_prose(found.start()), what)


def _hidden(text: TextFile, line: int, what: str) -> Seen:
    return seen_error(FORMAT.error("E_HIDDEN_TEXT", path=text.path, line=line, what=what), text.path)


def _line_ends(view: PackView) -> Iterator[Seen]:
    """A shell takes the sign before the line break for a part of each command, and finds none."""
    for text in view.texts:
        first = text.text.partition("\n")[0]
        is_shell = text.suffix in SHELL_SUFFIXES or first.rstrip().endswith("sh")
        starts = first.startswith("#!") and first.endswith("\r") and view.files[text.path].executable
        if text.is_script and "\r\n" in text.text and (is_shell or starts):
            message = f"`{text.path}` ends its lines as Windows does, so it does not run on any other system"
            fix = "save it with the line ends of Unix (LF)"
            yield Seen(text.path, message, fix, 1, edit=Edit(text.path, 0, "\r\n", "\n"))


def _with(view: PackView, signs: str) -> Iterator[TextFile]:
    """The texts in which one of these signs stands, all of them such as `packformat.rules.unseen` has."""
    wanted = re.compile(f"[{signs}]")
    return (text for text in view.texts if wanted.search(text.unseen))


def _too_long(view: PackView) -> Iterator[Seen]:
    """Stops what is put where rules about words do not read any more, and no person would."""
    for text in view.texts:
        if (text.is_markdown or text.is_script) and (length := len(text.text)) > LONGEST_READ:
            message = f"`{text.path}` has {length:,} characters, more than anybody reads"
            yield Seen(text.path, message, "split it, or leave out what an agent does not need")


RULES = (
    Rule(
        "text/encoding",
        "error",
        "What agents and clients read is UTF-8.",
        _encoding,
        by_hand=BYTES_DO_NOT_TELL,
    ),
    Rule("text/hidden", "error", "A text says nothing that cannot be seen.", _smuggled),
    Rule("text/bidi", "error", "Text is read in the order in which it is shown.", _direction),
    Rule("text/control", "error", "Text holds no control characters.", _control),
    Rule(
        "text/padding",
        "error",
        "Nothing stands behind a wall of empty space.",
        _padding,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("text/terminal", "hold", "A program is shown in a terminal as it is.", _terminal),
    Rule("text/comment", "hold", "Comments that no page shows do not speak to the agent.", _comment),
    Rule("text/broken-words", "hold", "Words are whole.", _broken_words),
    Rule("text/too-long", "hold", "Instructions and scripts are short enough to be read.", _too_long),
    Rule(
        "text/other-encoding", "warning", "Text files are UTF-8.", _other_encoding, by_hand=BYTES_DO_NOT_TELL
    ),
    Rule("text/line-ends", "warning", "Scripts end their lines as what runs them reads them.", _line_ends),
    Rule("text/stray", "warning", "Invisible characters have not come along by copying.", _stray),
)
