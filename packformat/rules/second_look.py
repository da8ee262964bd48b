"""A second look at what a phrase found: the same words are an attack here and help there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.rules.mention import (
    heading_above,
    is_condemned,
    is_for_a_stand_in,
    is_in_block,
    is_note,
    judges_others,
)

if TYPE_CHECKING:
    from packformat.rules.phrases import Place

_SETTINGS = ".claude/settings"
_JOBS = "|"
"""How what is found begins where the user's table of jobs is written anew."""
_REST_OF_A_WORD = 20
_BEFORE, _AFTER = 150, 300
"""Characters around the name of a settings file in which its change is told."""
_LOOSENING = re.compile(
    r"bypasspermissions|defaultmode|dontask|\"allow\"|permissions?\.allow|\ballow\w*\s+(?:list|rules?|all|every|any)\b|"
    r"\bpermissions?\b|anthropic_base_url|apikeyhelper|enableallproject|sandbox|auto-?approv|"
    r"without (?:asking|prompt|confirm)|skip\w*\s+(?:the\s+)?(?:prompt|permission|confirm)|"
    r"\bden(?:y|ied)\b|disableallhooks|\bhooks?\b|status ?line|\btrust"
)
"""What makes the client ask less, run more or speak to another machine."""
_OPENS_WIDE = re.compile(
    r"bypasspermissions|dontask|\bbash\(\*|(?<!matcher\":)(?<!matcher\": )\"\*\"|anthropic_base_url|"
    r"apikeyhelper|enableallproject|auto-?approv|"
    r"without (?:asking|prompt|confirm)|no need to ask|skip\w*\s+(?:the\s+)?(?:prompt|permission|confirm)|"
    r"\ballow\w*\s+(?:all|every|any)\b|\b(?:drop|remove|clear|delete|empty)\b[^.\n]{0,40}\bden(?:y|ied)\b|\btrust|"
    r"\"command\"\s{0,4}:\s{0,4}\"[^\n]{0,200}(?:\bcurl\b|\bwget\b|https?:)"
)
"""What a person should see in any case, whatever else the page says."""
_LOOKED_FOR = re.compile(r"\b(?:flag|report|never allow)\b:?[^.\n]{0,200}$")
"""What is noted about settings, not set."""
_IS_SHOWN = re.compile(
    r"(?<!not )(?<!n't )(?<!never )(?<!without )\b(?:show|propose|present)(?:s|ing)?\b"
    r"[^.\n]{0,60}\b(?:diff|before|proposal|change|lines?|block)\b|"
    r"\bbefore (?:writing|adding|saving|changing|editing)\b[^.\n]{0,20}\bshow (?:it|them|the)\b|"
    r"\buser(?:'s)? (?:picks|saves|approves|confirms|decides|agrees|chooses)\b|"
    r"(?<!not )(?<!never )\bask the user (?:to approve|to confirm|before|first)\b"
)
"""The user sees the change, or makes it: what the fix of the finding asks for."""
_USERS_WISH = re.compile(
    r"\busers? (?:wants?|asks?|wishes) to\b[^.\n]{0,80}$|\btell (?:the user|them) (?:what|how) to $"
)
_READERS_OWN = re.compile(r"\byour\b|\b(?:manually|by hand)\b")
_BY_HAND_BEFORE = 12
"""Characters before the name of a settings file: `manually`, the longer of both, and some signs."""
_AS_A_PROPOSAL = re.compile(r"##+ (?:suggest|propos)")
"""How a page speaks of settings to the person whose they are."""
_HELD_BY_A_FILE = re.compile(
    r"\bif (?:an?|the|any) (?:file|document|page|text|comment|message)s? (?:contains?|says?|holds?)\b"
    r"[^.\n]{0,60}[\"'\u201c]$"
)
_LEFT_AS_THEY_ARE = re.compile(
    r"(?:edit|write)/|add [`\"']?(?:~/)?\.claude/settings(?:\.local)?\.json[`\"']? to "
    r"(?:version|source) control\b"
)
"""Names of tools, and what is done with the file as a whole."""
_OF_A_BUILD = re.compile(r"echo\s+[\"']\$\{\{[^{}\n]{1,100}\}\}[\"']\s*>>")
"""What only a build service fills in, and nothing beside it: the shell of an agent cannot."""
_APPROVAL_FIRST = re.compile(
    r"\b(?:after|upon|getting|with|until|obtain(?:ing)?|wait for)\s+(?:\w+ ){0,2}?"
    r"(?:user|human)(?:'s)? (?:explicit )?approv"
)
_TAKES_OUT = re.compile(r"\bgrep\s+-[a-z]*v[a-z]*\s[^\n|]{1,120}$")
"""What stands before a table of jobs that is written back without some of its lines."""
_OWN_MACHINE = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/\"'\s]|$)")
_ADDRESS = re.compile(r"https?://")
_TIMER = re.compile(r"[\"']?\s{0,2}\|\s{0,2}(?:sudo )?at now\b")
_WAY_BACK = re.compile(
    r"\b(?:before|ahead of)\b[^.\n]{0,20}\b(?:ufw enable|enabling)\b|"
    r"\block(?:s|ed|ing)? (?:your|our|my)sel(?:f|ves) out\b|\batrm\b"
)
"""How one keeps a way back into a server: a timer undoes what may shut one out, and is taken away then."""
_UNDOES = re.compile(r"#+ (?:\w+ ){0,2}(?:undo|roll ?back|revert|back out|uninstall)")
_ADDED = re.compile(r"\w+\s+(?:append|add|include|modify|change|record|insert)\b")
_AMONG_FILES = re.compile(r"\w+\s+\w+\b[^.\n]{0,60}?\b(?:to|in|into)\s+[`\"']?\w[\w-]*/[\w./-]+")
_NOT_A_REASON = re.compile(r"\bnot (?:a |any )?(?:reason|licence|license|excuse|permission) to $")
_ON_CONDITION = re.compile(r"do not (?:write|put|record|note)\b[^\n]*\b(?:without|unless|until)\b")
"""How something is to be written is no order to leave it out."""
_ORDERED = re.compile(r"(?:^|[\n.:;,*>)-]|\b(?:then|must|should|always|will|you|please|to))[\s`*]*$")
_OUTWARD_FIRST = re.compile(
    r"(?:curl|wget|requests\.|httpx|urlopen|fetch\(|nc\s|ncat|send|post|upload|request|forward)"
)
_NAMED_IN_RULE = re.compile(r"\bbash\((?:curl|wget)$")
"""How a rule of a client names a command."""
_DENIED = re.compile(r"\b(?:deny|denied|never allow)\b")
"""What is said before it of what is to be refused."""
_NAME_ALONE = re.compile(r"`\w+$")
_END_OF_SENTENCE = re.compile(r"[\w`)]\.\s+[a-z`]")


def tampers(place: Place) -> bool:
    """Whether the client's settings let more through, or what is remembered changes, unseen by the user."""
    words, at = place.text.words, place.offset
    end = at + len(place.found)
    if place.found.startswith(_JOBS):
        return not _TAKES_OUT.search(words, max(0, at - _BEFORE), at) and not _is_shown_before(words, at)
    if _SETTINGS not in place.found:
        is_asked = _APPROVAL_FIRST.search(words, at, end + _REST_OF_A_WORD)
        return not (is_asked or _OF_A_BUILD.match(place.found))
    around = words[max(0, at - _BEFORE) : end + _AFTER]
    is_left = is_note(place.text, at) or _LEFT_AS_THEY_ARE.match(words, at)
    if is_left or not _LOOSENING.search(around):
        return False
    return _is_opened_wide(around) or not _is_the_users(place)


def _is_opened_wide(around: str) -> bool:
    """Whether it is said that more is let through, and not what to look for in settings that are there."""
    wide = _OPENS_WIDE.finditer(around)
    return any(not _LOOKED_FOR.search(around, max(0, one.start() - _AFTER), one.start()) for one in wide)


def _is_shown_before(words: str, at: int) -> bool:
    """Whether the user sees a job, and is asked, before it is added."""
    return _IS_SHOWN.search(words, max(0, at - _AFTER), at) is not None


def _is_the_users(place: Place) -> bool:
    """Whether a page has the user see the change, or make it; or a program proposes it under a heading."""
    words, at = place.text.words, place.offset
    if _AS_A_PROPOSAL.match(heading_above(words, at)):
        return True
    if not place.text.is_markdown:
        return False
    before = words[max(0, at - _BEFORE) : at]
    is_theirs = _READERS_OWN.search(words, max(0, at - _BY_HAND_BEFORE), at + len(place.found))
    return bool(is_theirs or _USERS_WISH.search(before) or _IS_SHOWN.search(words))


def weakens(place: Place) -> bool:
    """Whether more is left unprotected than a page's connection to the user's own machine, or a way back."""
    words, at = place.text.words, place.offset
    if _is_named_as_bad(place):
        return False
    if place.found == "ufw disable":
        is_timed = _TIMER.match(words, at + len(place.found))
        if is_timed and _WAY_BACK.search(words[max(0, at - _BEFORE) : at + _AFTER]):
            return False
        return not ("ufw enable" in words and _UNDOES.match(heading_above(words, at)))
    if not place.found.startswith("node_tls"):
        return True
    after = words[at : at + _AFTER]
    addresses = len(_ADDRESS.findall(after))
    return not addresses or len(_OWN_MACHINE.findall(after)) < addresses


def _is_named_as_bad(place: Place) -> bool:
    """Whether a Python program's text calls it bad, and has it between backticks, which run nothing there."""
    words, at = place.text.words, place.offset
    end = at + len(place.found)
    is_named = place.text.suffix == "py" and words[at - 1 : at] == "`" == words[end : end + 1]
    return is_named and is_condemned(place.text, at)


def overrides(place: Place) -> bool:
    """Whether it is said to the agent: no attack to a program, nor what a page knows of files of others."""
    text, at = place.text, place.offset
    if not text.is_markdown:
        return not is_condemned(text, at)
    if _HELD_BY_A_FILE.search(text.words[max(0, at - _BEFORE) : at]):
        return False
    return not (judges_others(text) and is_in_block(text, at))


def sends(place: Place) -> bool:
    """Whether it goes to somebody who is there."""
    return not is_for_a_stand_in(place.found)


def hides_a_deed(place: Place) -> bool:
    """Whether what happens silently is ordered, and is more than a line added to a file of the project."""
    words, at = place.text.words, place.offset
    if place.found.startswith("must not be") and is_note(place.text, at):
        return False
    if _NOT_A_REASON.search(words[max(0, at - _BEFORE) : at]) or _ON_CONDITION.match(place.found):
        return False
    if not _ADDED.match(place.found):
        return True
    if _AMONG_FILES.match(words, at):
        return False
    before = words[max(0, at - _BEFORE) : at]
    return _ORDERED.search(before) is not None or (place.text.is_markdown and before.endswith("and "))


def reads_and_sends(place: Place) -> bool:
    """Whether reading and sending belong together: no rows of a table, sentences that follow, or names."""
    text, found = place.text, place.found
    if not text.is_markdown:
        return True
    start = text.words.rfind("\n", 0, place.offset) + 1
    if "\n" in found and text.words[start] == "|":
        return False
    if _is_only_a_name(text.words, place.offset + len(found)):
        return False
    if _NAMED_IN_RULE.search(found) and _DENIED.search(text.words, start, place.offset):
        return False
    return not (_OUTWARD_FIRST.match(found) and _END_OF_SENTENCE.search(found))


def _is_only_a_name(words: str, end: int) -> bool:
    """Whether what ends there is a program's name alone between backticks, with no address after it."""
    is_alone = _NAME_ALONE.search(words, max(0, end - _REST_OF_A_WORD), end) and words[end : end + 1] == "`"
    return bool(is_alone) and "://" not in words[end : end + _AFTER]
