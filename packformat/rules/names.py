"""Rules about names, of packs and of whom personas are: words that claim trust, letters that deceive.

What a name can be taken for, only a registry knows: it hands its well-used names to `packformat.lookalike`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from packformat.lookalike import company_meant, vouching_words, words_of
from packformat.paths import MANIFEST_PATH
from packformat.personas.persona import read_persona
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_OF_ANYBODY = frozenset(
    (
        "agent", "agents", "ai", "and", "api", "app", "apps", "assistant", "auth", "authenticator", "by",
        "cli", "client", "cloud", "code", "company", "connector", "copilot", "core", "corp", "desktop",
        "developer", "developers", "expert", "for", "from", "gmbh", "helper", "inc", "installer",
        "integration", "kit", "labs", "llc", "login", "ltd", "manager", "mcp", "pack", "pay", "payments",
        "platform", "plugin", "plugins", "portal", "pro", "recovery", "scanner", "sdk", "security",
        "server", "setup", "skill", "skills", "studio", "suite", "support", "team", "the", "toolkit",
        "tools", "update", "updater", "upgrade", "verifier", "verify", "wallet",
    )
)  # fmt: skip
"""Words that any company's own product could have beside the company's name."""
_ALSO_WORDS = {
    "adobe": frozenset(("acrobat", "cloud", "express", "firefly", "illustrator", "pdf", "photoshop", "sign")),
    "apple": frozenset(
        ("ads", "business", "calendar", "developer", "health", "id", "mail", "music", "notes")
    ),
    "gusto": frozenset(("benefits", "hr", "payroll", "payslips")),
    "oracle": frozenset(("apex", "cloud", "database", "db", "ebs", "erp", "fusion", "netsuite", "sql")),
    "plaid": frozenset(("bank", "banking", "link", "transactions")),
    "sap": frozenset(("abap", "ariba", "business", "concur", "erp", "fico", "hana", "journal", "s4")),
    "slack": frozenset(
        ("bot", "channel", "channels", "digest", "export", "message", "messages", "notifications", "threads")
    ),
    "meta": frozenset(("ads", "ai", "api", "business", "pixel", "platforms", "quest")),
    "visa": frozenset(("api", "card", "cards", "checkout", "direct", "payments")),
}
"""Companies that are called by a word of the language, and what beside it makes it theirs."""
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Alphabets whose letters are drawn alike (Unicode UTS 39): a word of two of them is meant to deceive."""
_WORD = re.compile(r"[^\W\d_]+")
"""Letters in a row: what a hyphen or a point joins, as in `debug-вывод`, is two words of two languages."""


class _Spoken(NamedTuple):
    """A name that people take for what it says, and the file in which it stands."""

    path: str
    text: str


def _spoken(view: PackView) -> Iterator[_Spoken]:
    """The pack's own names, and those of its personas: of each the title, and of whom it is."""
    if view.manifest is not None:
        yield _Spoken(MANIFEST_PATH, str(view.manifest.name))
        yield _Spoken(MANIFEST_PATH, view.manifest.title)
    for path, persona in view.readable("persona", read_persona):
        yield _Spoken(path, persona.title)
        yield _Spoken(path, persona.person.name)


def _trust_words(view: PackView) -> Iterator[Seen]:
    for path, text in _spoken(view):
        for word in vouching_words(text):
            message = f"`{text}` says `{word}`, and only a person can tell whether that is so"
            yield Seen(path, message, "leave the word out, or wait for the decision")


def _company_name(view: PackView) -> Iterator[Seen]:
    """A company's name says who made it: alone, with words that any product has, misspelt, or after `by`."""
    for spoken in _spoken(view):
        words = words_of(spoken.text)
        front, company = words[0] if words else "", company_meant(words[0]) if words else ""
        after_by = company_meant(words[-1]) if words[-2:-1] == ["by"] else ""
        is_alike = company != front
        if company and not _is_plain_word(words) and (is_alike or _OF_ANYBODY.issuperset(words[1:])):
            taken = f", which people take for `{company}`" if is_alike else ""
            is_whole = len(words) == 1 and not is_alike
            how = "is the name of a company" if is_whole else f"begins with `{front}`{taken}"
            yield _sounds_like(spoken, how, company)
        if after_by:
            yield _sounds_like(spoken, f"ends with `by` and `{words[-1]}`", after_by)


def _sounds_like(spoken: _Spoken, how: str, company: str) -> Seen:
    fix = f"say what it does first, as `close-for-{company}` does, or wait for the decision"
    return Seen(spoken.path, f"`{spoken.text}` {how}, as if it came from there", fix)


def _company_first(view: PackView) -> Iterator[Seen]:
    for path, text in _spoken(view):
        front, *more = words_of(text) or [""]
        is_theirs = bool(front) and company_meant(front) == front and not _is_plain_word([front, *more])
        if is_theirs and not _OF_ANYBODY.issuperset(more):
            message = f"`{text}` begins with `{front}`, and some will take it for that company's own"
            yield Seen(path, message, f"say what it does first, as `close-for-{front}` does")


def _is_plain_word(words: list[str]) -> bool:
    """Whether it begins with a word of the language that is a company's name elsewhere."""
    if words[0] not in _ALSO_WORDS or len(words) == 1:
        return False
    return words[1] not in _ALSO_WORDS[words[0]] | _OF_ANYBODY


def _mixed_letters(view: PackView) -> Iterator[Seen]:
    manifest = view.manifest
    texts = (manifest.summary, *(author.name for author in manifest.authors)) if manifest else ()
    for path, text in (*_spoken(view), *((MANIFEST_PATH, text) for text in texts)):
        for word in _WORD.findall(text):
            if not word.isascii() and len(_alphabets(word)) > 1:
                message = f"The word `{word}` mixes letters of {' and '.join(sorted(_alphabets(word)))}"
                yield Seen(path, message, "type the word anew in one alphabet")


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha())
    return {name.capitalize() for name in names if name in _ALPHABETS}


RULES = (
    Rule("name/trust-word", "hold", "A name claims no trust that nobody gave.", _trust_words),
    Rule("name/mixed-letters", "hold", "A word is written in one alphabet.", _mixed_letters),
    Rule("name/company", "hold", "A name does not sound like a company's own.", _company_name),
    Rule(
        "name/company-first",
        "warning",
        "A name says what a pack does before whose tool it is for.",
        _company_first,
        by_hand=AUTHOR_KNOWS,
    ),
)
