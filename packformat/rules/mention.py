"""Words that are spoken of and not meant to be done: forbidden, called bad, named, noted or tried out.

Whoever means harm can dress it up as any of these, so a dangerous command that is only spoken of is told
all the same, as a hint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.rules.denied import is_denied, is_turned_down
from packformat.rules.textfile import suffix_of

if TYPE_CHECKING:
    from packformat.rules.textfile import TextFile

_CLOSE_BEFORE, _SAYINGS_BEFORE = 200, 700
"""Characters before a place within which a form begins that ends there, and one that may hold six sayings."""
_NEGATED = re.compile(
    r"\b(?:never|do not|don't|does not|must not|should not|cannot|can't|avoid|flag|reject|refuse|instead of|"
    r"rather than|warn|stop|block|detect|catch)\b[^.\n]{0,80}$"
)
_NEGATED_SAYINGS = re.compile(
    r"\b(?:never|do not|don't|must not|should not|avoid)\b[^.\n\"]{0,60}"
    r"(?:\"[^\"\n]{1,80}\",? (?:(?:or|and) )?){1,6}\"$"
)
"""Several things between quotes, none of which is to be said; the place is within the last."""
_LABELLED = re.compile(
    r"\b(?:exfiltrat(?:e|ion)|destroy|footguns?|jailbreaks?|(?:auto-)?den(?:y|ied)|blocked|forbidden|disallowed)\b"
    r"[^.\n]{0,40}[\u2014\u2013:|-][^.\n]{0,40}[`\"'\u201c]$"
)
"""A word that condemns, then a mark, then the quoted words, as lists and tables of such things have it."""
_SAID_BY_ANOTHER = re.compile(
    r"\b(?:users?|attackers?|someone|they)\s+(?:types?|writes?|says?|pastes?)\b[^.\n]{0,20}[\"'\u201c]$|"
    r"\b(?:any user|anyone|anybody|attackers?)\s+(?:can|could|may|might)\s+"
    r"(?:post|submit|inject|enter|send|type)\b[^.\n]{0,60}[\"'\u201c]$|"
    r"\b(?:readers?|visitors?|customers?)\b[^.\n]{0,30}\b(?:sees?|finds?|reads?)\s[`\"'\u201c]$|"
    r"\b(?:answers?|advice|forums?|posts?|comments?|tips?|tutorials?)\b[^.\n\"]{0,20}"
    r"\b(?:is|are|says?|said|was)(?: always| often| usually)?:? [\"\u201c]$"
)
_TOLD_TO_OTHERS = re.compile(
    r"\b(?:told|asked|urged|tricked|lured|instructed)\s+(?:people|users|victims|staff|employees|recipients|visitors|readers|colleagues)\s+(?:to|into)\b"
)
"""What somebody once had other people do, as a report has it."""
_BAD_EXAMPLE = re.compile(
    r"bad example|example of an? (?:attack|malicious)|malicious|unsafe|insecure|attack|anti-?pattern|"
    r"vulnerab|exploit|never run|do not run|don't run|wrong:|\u274c|phishing|injection|untrusted|"
    r"red flag|suspicious|dangerous:|blocked example|protected operator|\"deny\""
)
_HEADING_OF_SIGNS = re.compile(
    r"injection|specimen|attack|phishing|malware|suspicious|red flag|warning sign|^#+ signs?\b|indicator|"
    r"looks like"
)
"""Headings under which quoted words are shown for what they give away."""
_HEADING_THAT_FORBIDS = re.compile(
    r"#+ (?:do not|don't|never|avoid|not allowed|forbidden|what not to do)\b|"
    r"#+ [^\n]{0,60}\b(?:wrong|mistakes?|pitfalls?|bad ideas?|anti-?patterns?|what not to)\b"
)
_OF_WHAT_IS_WRONG = re.compile(
    r"\W*(?:found|bad|wrong|don't|do not|never|avoid|instead of|old|unsafe|insecure|dangerous|risky|"
    r"anti-?pattern)\b"
)
"""The head of the column of a table that has what is to go, beside what is to come in its place."""
_OPENS_ENTRY = ("- ", "* ", "+ ")
_IF_FOUND = re.compile(
    r"\b(?:(?:if|when|where|wherever) you (?:find|see|meet|come across)|"
    r"i (?:keep|kept) (?:finding|seeing|meeting))\b[^.\n]{0,60}$"
)
_TAKEN_OUT = re.compile(
    r"[^\n]{0,120}\n?[^\n]{0,120}\b(?:(?:take|get) (?:it|them|that|this) out|"
    r"(?:remove|replace|delete|undo|report) (?:it|them|that|this)\b)"
)
"""What is to be done about words that somebody may find: they are to go."""
_GOES_ON = re.compile(r"[a-z,]")
_IS_GONE_ON_WITH = re.compile(r"[ ]{0,3}[a-z`\"(]")
"""How a line ends and the next begins when one sentence fills both."""
_JUDGES = re.compile(
    r"prompt.injection|phishing|\bscams?\b|stealers?\b|\bincident (?:report|review|write)|"
    r"\b(?:passages?|texts?|lines?|sentences?|words)\b[^.\n]{0,20}"
    r"\b(?:look|read|sound)s? like (?:commands?|orders?|instructions?)\b|"
    r"\bpost-incident\b|\bwrit(?:e|es|ing) up (?:an? |the )?(?:\w+ )?incident|post-?mortem|forensic|"
    r"\b(?:lint|check|scan|review|screen)(?:s|ing)?\b[^.\n]{0,60}"
    r"\b(?:risky|dangerous|harmful|hidden) instructions\b|"
    r"\b(?:decod|deobfuscat)\w{0,4}\b[^\n]{0,160}\b(?:never execut|without (?:running|executing))|"
    r"\b(?:review|audit|vet|moderat|inspect|assess|triag|screen)(?:e|es|s|ing)?\b[^.\n]{0,40}"
    r"\b(?:third-party|untrusted|reported|submitted|suspicious|unknown|foreign|captured|malicious)\b"
)
"""What a page is about that quotes others' attacks to judge them, or to teach how they are noticed."""
_TRIED_ON = re.compile(r"(?:^|/)[\w-]*(?:evals?|tests?|fixtures?)/(?:[^/]+/)*[^/]+\.(?:ya?ml|json|toml)$")
_OPENS_QUOTATION = (">", "|", "`")
_INDENTED = "    "
"""What a line of a block of code begins with that has no fence."""
_SAFETY_CATCH = "infected"
"""The password that everybody gives to archives of samples, so that nobody opens one by mistake."""
_OF_SAMPLES = re.compile(r"\b(?:malware|malicious|virus)\b[^.\n]{0,20}\b(?:samples?|specimens?)\b")
_NOT_TO_BE_RUN = re.compile(r"\b(?:never|without|do not|don't) (?:run|execut|open)")
_SPEECH = re.compile('["\u201c\u201d]')
_SUBJECT_WITHIN = 1000
"""Characters at the beginning of a page in which it says what it is about."""
_QUOTES = re.compile('["\u201c\u201d`]')
_HEADING_WITHIN = 2000
"""Characters above a line in which its heading is looked for."""
_REJECTED_AFTER = re.compile(
    r"[^.\n]{0,60}[`)\"']{1,3}\.? (?:do not|don't|never)\.|"
    r"[^.\n]{0,80}[.!;] (?:please )?(?:do not|don't|never)(?:[.,!;]| (?:do|use|set|try) (?:it|this|that)\b)"
)
_REJECTED_BELOW = re.compile(r"(?:[^\n]{0,300}\n){1,3}?[^\n]{0,60}\bverdict: (?:no|not|reject|refuse)")
"""What is said of a quotation on the lines that follow it."""
_CALLED_BAD = re.compile(
    r"[^.\n`\"']{0,60}[`)\"'\u201d]{1,3}\s+(?:is|are|means?|counts? as)\s+(?:an?\s+|the\s+|always\s+)?"
    r"(?:malware|malicious|attacks?|red flags?|injections?|forbidden|refused|rejected|blocked)\b"
)
_GUARDED = re.compile(
    r"destructive|dangerous|\bblock(?:s|ed|ing)?\b|\bguard|accidental|\brisk|adversarial|\bden(?:y|ied)\b|\brefuse|\bforbid"
)
"""What a page says around a command that wipes a machine when it is about keeping it from being run."""
PAGE_SUFFIXES = frozenset(("md", "mdx", "txt", "rst", ""))
"""How the names of pages end, which are written for people or agents."""
_FENCE = "\n```"
_LINES_ABOVE = 4
_LINE_BEFORE = 1000
"""Characters of the same line that can say that what follows is forbidden."""
_TOLD = re.compile(
    r"\b(?:run|runs|running|execute|type|enter|paste|use|call|do|issue|invoke|then|with|by|via|first|next|now|to)\b"
    r"[^.\n|]{0,60}$"
)
_SET_AS = re.compile(r"\"(?:command|run|script)\"\s*:\s*\"$")
_OF_A_HOOK_THAT_IS_TRIED = "tool_input"
_JUST_ABOVE = 60
_EXAMPLE_OF_DATA = re.compile(r"\"(?:examples?|patterns?|regex|description|reason)\"\s*:\s*\"[^\"\n]*$")
_QUOTE_SIGNS = "`\"'"
_SPAN_END = re.compile(r"[^`\n]{0,80}`")
_STAND_IN = re.compile(
    r"(?:(?:curl|wget|iwr|irm)(?:\s+-[\w-]+)*\s+|fetch\()[\"'`]?https?://(?:[\w-]+\.)?(?:attacker|evil|malicious)\."
    r"(?:com|example|invalid|test)(?:[/?][^\s|\"'`]*)?[\"'`)]?\s*[|+]"
)
"""A command whose one address has the name by which lessons and tests speak of somebody who means harm."""
_RUN_FROM_HERE = re.compile(
    r"(?:^|[;&|({]|(?:^|[\s\"'(.])(?:then|do|else|sudo|exec|eval|system|popen|run|command|cmd|script|shell|-c)\b[\s(\"':,=\[{]*)"
    r"[ \t\-]*$"
)
"""What stands before a command that a program runs: nothing, another command, or the call that runs it."""
_IN_QUOTES = re.compile(r"(?P<before>=[ \t]*\$?|^[ \t]*[bfru]{0,2})(?:\"(?:[^\"\\\n]|\\.)*|'[^'\n]*)$")
"""A text between quotes that gets a name or begins a line, as far as a place in the middle of it."""
_NOTE = re.compile(r"[ \t]*(?:#(?!!)|//|\*|--|rem\b|::)")


def is_quoted(text: TextFile, start: int, end: int) -> bool:
    """Whether what stands there in a Markdown text is forbidden, or shown as a bad example."""
    if not text.is_markdown:
        return False
    if _is_forbidden(text, start, end) or is_turned_down(_before(text, start), text.words, end):
        return True
    if _is_cited(text, start):
        return True
    return any(form.search(line) for line in _above(text, start) for form in (_BAD_EXAMPLE, _TOLD_TO_OTHERS))


def _is_forbidden(text: TextFile, start: int, end: int) -> bool:
    """Whether a page says of it that it must not be done, or must go."""
    words, before = text.words, _before(text, start)
    if _REJECTED_AFTER.match(words, start) or _CALLED_BAD.match(words, end):
        return True
    sentence = _begun_above(words, start) + before
    if _ends_with(_NEGATED, sentence) or _ends_with(_NEGATED_SAYINGS, sentence, _SAYINGS_BEFORE):
        return True
    if is_denied(sentence[-_CLOSE_BEFORE:], words, end):
        return True
    if _ends_with(_IF_FOUND, sentence) and _TAKEN_OUT.match(words, end):
        return True
    if before.startswith("|"):
        return _OF_WHAT_IS_WRONG.match(_head_of_column(words, start, before.count("|"))) is not None
    is_entry = before.startswith(_OPENS_ENTRY)
    return is_entry and _HEADING_THAT_FORBIDS.match(heading_above(words, start)) is not None


def _is_cited(text: TextFile, start: int) -> bool:
    """Whether it is somebody else's word, or shown for what it gives away."""
    before = _before(text, start)
    if _ends_with(_LABELLED, before) or _ends_with(_SAID_BY_ANOTHER, before) or _BAD_EXAMPLE.search(before):
        return True
    if _is_quotation(before) and (judges_others(text) or _REJECTED_BELOW.match(text.words, start)):
        return True
    is_open, heading = len(_QUOTES.findall(before)) % 2 == 1, heading_above(text.words, start)
    if (is_open or before.startswith(_INDENTED)) and "example" in heading and judges_others(text):
        return True
    return is_open and _HEADING_OF_SIGNS.search(heading) is not None


def judges_others(text: TextFile) -> bool:
    """Whether a page says at its beginning that it judges others' attacks, or teaches about them.

    So may data that a pack is tried on: all of it is somebody's words, as long as nothing leads there.
    """
    is_data = _TRIED_ON.search(text.path.lower()) is not None
    return (text.is_markdown or is_data) and _JUDGES.search(_subject(text.words)) is not None


def is_of_the_trade(text: TextFile, start: int, end: int) -> bool:
    """Whether a page about samples of malware that are not run has the password that all of these have."""
    is_catch = _SAFETY_CATCH in text.words[start : end + len(_SAFETY_CATCH)]
    is_about = _OF_SAMPLES.search(_subject(text.words)) is not None
    return is_catch and is_about and _NOT_TO_BE_RUN.search(text.words) is not None


def is_note(text: TextFile, start: int) -> bool:
    """Whether it stands in a line of a program that is a note to those who read it."""
    return text.is_script and _NOTE.match(text.words, text.words.rfind("\n", 0, start) + 1) is not None


def is_named(text: TextFile, start: int, end: int) -> bool:
    """Whether a Markdown text has these words alone between two quotes, and tells nobody to run them.

    A sign that parts commands may stand before them, as in words that are to slip into a command.
    """
    before = _before(text, start)
    opening = before.rstrip(";&| ")[-1:]
    if not text.is_markdown or not opening or opening not in _QUOTE_SIGNS:
        return False
    if _SET_AS.search(before):
        return _OF_A_HOOK_THAT_IS_TRIED in before
    return text.words[end : end + 1] == opening and not _TOLD.search(before)


def is_in_nested_quotes(text: TextFile, start: int, end: int) -> bool:
    """Whether a Markdown text has it in a text within code in a line, and tells nobody to run that."""
    before = _before(text, start)
    opened = before.rfind("`") + 1
    is_nested = any(before.count(sign, opened) % 2 for sign in "\"'")
    if not text.is_markdown or before.count("`") % 2 == 0 or not is_nested:
        return False
    return _SPAN_END.match(text.words, end) is not None and not _TOLD.search(before[:opened])


def is_value_in_note(text: TextFile, start: int) -> bool:
    """Whether a Markdown text has it between quotes in a note of a program, and tells nobody to run it."""
    before = _before(text, start)
    is_value = any(before.count(sign) % 2 for sign in _QUOTE_SIGNS)
    return text.is_markdown and before.lstrip().startswith("#") and is_value and not _TOLD.search(before)


def is_in_block(text: TextFile, start: int) -> bool:
    """Whether a Markdown text has it in a block of code that names its language."""
    return text.is_markdown and bool(_said_of_block(text.words, start))


def is_for_a_stand_in(found: str) -> bool:
    """Whether a command has no address but that of somebody who is made up: who means harm takes another."""
    return _STAND_IN.match(found) is not None


def is_guarded_against(text: TextFile, start: int) -> bool:
    """Whether a Markdown text says that such a thing is kept from happening: on the line, or just above.

    What is said above a block of code, or on its first line, holds of all its lines.
    """
    if not text.is_markdown:
        return False
    before, above = _before(text, start), _above(text, start)
    # In a row of a table, what comes of it stands in a later column.
    row = text.words[start : text.words.find("\n", start)] if before.startswith("|") else ""
    said = (before, row, *above, *_said_of_block(text.words, start))
    return any(_GUARDED.search(line) for line in said)


def is_in_string(text: TextFile, start: int) -> bool:
    """Whether a program has it in the middle of a value, where nothing runs it."""
    before = _before(text, start)
    if text.is_script and (quoted := _IN_QUOTES.search(before)):
        if text.may_run_values:
            return False
        before = before[: quoted.end("before") + 1]
    return not text.is_markdown and _RUN_FROM_HERE.search(before) is None


def is_tried(text: TextFile, start: int) -> bool:
    """Whether it is what a hook is tried on, or the example of a pattern, in a text that is data."""
    above = text.words[max(0, start - _JUST_ABOVE) : start]
    return _OF_A_HOOK_THAT_IS_TRIED in above or _EXAMPLE_OF_DATA.search(_before(text, start)) is not None


def is_condemned(text: TextFile, start: int) -> bool:
    """Whether a program's own words forbid what stands there, or call it bad, on the line or just above."""
    before, end = _before(text, start), text.words.find("\n", start, start + _LINE_BEFORE)
    after = text.words[start : end if end >= 0 else start + _LINE_BEFORE]
    said = (before, after, *_above(text, start))
    return _ends_with(_NEGATED, before) or any(_BAD_EXAMPLE.search(line) for line in said)


def is_readme(path: str) -> bool:
    """Whether a page is what a person reads first; no client hands it to an agent."""
    return path.rpartition("/")[2].lower() == "readme.md"


def is_changelog(path: str) -> bool:
    """Whether a page tells what was changed when; no client hands it to an agent."""
    return _is_page_called("changelog", path)


def is_for_contributors(path: str) -> bool:
    """Whether a page tells those who work on the pack how; whoever uses it has no need of that."""
    return _is_page_called("contributing", path)


def _is_page_called(name: str, path: str) -> bool:
    return path.rpartition("/")[2].lower().partition(".")[0] == name and suffix_of(path) in PAGE_SUFFIXES


def _ends_with(form: re.Pattern[str], said: str, longest: int = _CLOSE_BEFORE) -> bool:
    """Whether a text ends with a form, which is not looked for where it cannot begin."""
    return form.search(said, max(0, len(said) - longest)) is not None


def _begun_above(words: str, start: int) -> str:
    """The line above, where a sentence goes on from it to the line of a place, as far as that is read."""
    first = words.rfind("\n", 0, start) + 1
    end = max(0, first - 1)
    begin = max(0, end - _LINE_BEFORE)
    above = words[max(begin, words.rfind("\n", begin, end) + 1) : end]
    return f"{above} " if _GOES_ON.match(above[-1:]) and _IS_GONE_ON_WITH.match(words, first) else ""


def _is_quotation(before: str) -> bool:
    """Whether what follows is somebody's words: a quotation, a row, a line of code, or between quotes."""
    return before.lstrip().startswith(_OPENS_QUOTATION) or len(_SPEECH.findall(before)) % 2 == 1


def _subject(words: str) -> str:
    """What a page says first of itself: its front matter, or its first line."""
    end = words.find("\n---", 3) if words.startswith("---") else words.find("\n")
    return words[: min(end, _SUBJECT_WITHIN)] if end > 0 else ""


def heading_above(words: str, start: int) -> str:
    """The nearest heading above the line of a place, within reach."""
    at = words.rfind("\n#", max(0, start - _HEADING_WITHIN), start) + 1
    return words[at : words.find("\n", at)] if at else ""


def _head_of_column(words: str, start: int, number: int) -> str:
    """What stands at the head of a column, counted from one, of the table that a place is in."""
    begin = max(words.rfind("\n\n", 0, start) + 2, start - _HEADING_WITHIN)
    cells = words[begin : words.find("\n", begin)].split("|")
    return cells[number] if number < len(cells) else ""


def _above(text: TextFile, start: int) -> list[str]:
    """The lines that say something just above the one of a place."""
    first = text.words.rfind("\n", 0, start) + 1
    lines = [line for line in text.words[max(0, first - 800) : first].split("\n") if line.strip("` ")]
    return lines[-_LINES_ABOVE:]


def _said_of_block(words: str, start: int) -> list[str]:
    """What a page says of the block of code that a place stands in: the two lines above it, and its first."""
    opened = words.rfind(_FENCE, max(0, start - _HEADING_WITHIN), start)
    begin = words.find("\n", opened + 1) + 1
    # A fence that names no language may be the end of a block as well.
    if opened < 0 or not words[opened + len(_FENCE) : begin].strip():
        return []
    above = [line for line in words[max(0, opened - _LINE_BEFORE) : opened].split("\n") if line.strip()]
    return [*above[-2:], words[begin : words.find("\n", begin)]]


def letters_before(text: TextFile, start: int) -> int:
    """How many letters of its line are looked at before a place, to tell whether it is only spoken of."""
    return len(_before(text, start))


def _before(text: TextFile, start: int) -> str:
    first = text.words.rfind("\n", 0, start) + 1
    return text.words[max(first, start - _LINE_BEFORE) : start]
