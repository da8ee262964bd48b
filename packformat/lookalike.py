"""Names that a person takes for other names: the same picture, one slip of a finger, one key beside.

Pure functions over lists that the caller gives: a registry hands in its well-used names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_LOOK = "looks the same"
"""The gravest reason: no slip of a person's, but letters that are drawn alike."""
TRUST_WORDS = frozenset(
    (
        "approved", "authentic", "certificado", "certified", "certifié", "endorsed", "genuine", "oficial",
        "official", "officially", "officieel", "officiel", "officielle", "offiziell", "offizielle", "trusted",
        "ufficiale", "verificado", "verified", "vérifié", "zertifiziert",
    )
)  # fmt: skip
"""Words that say somebody vouches for a pack; only a person can tell whether that is so."""
COMPANY_WORDS = frozenset(
    (
        "adobe", "adp", "airtable", "amazon", "anthropic", "apple", "asana", "atlassian", "aws", "azure",
        "bloomberg", "canva", "claude", "cloudflare", "datev", "deloitte", "dropbox", "figma", "freshbooks",
        "github", "gitlab", "google", "gusto", "hubspot", "intuit", "jira", "kpmg", "linkedin", "meta",
        "microsoft", "netflix", "netsuite", "notion", "nvidia", "openai", "oracle", "paypal", "plaid",
        "pwc", "quickbooks", "salesforce", "sap", "shopify", "slack", "stripe", "tiktok", "visa", "workday",
        "xero", "youtube", "zendesk", "zillow", "zoom",
    )
)  # fmt: skip
"""Companies and products that packs of this registry's professions work with, and are not made by."""

_LOOKS = (("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("3", "e"), ("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Letters that look alike in small print (Unicode UTS 39, as far as pack names have them)."""
_DISTINCT = 8
"""Letters of a company's name from which on a slip beside it is no other word."""
_NO_NEIGHBOURS = frozenset(
    ("dropbox", "github", "gitlab", "hubspot", "netflix", "nvidia", "shopify", "tiktok", "zendesk")
)
"""Shorter names that no word of the language is a slip beside, as `clause` is beside one of them."""
_OURS = ("ctxpack",)
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_SLIP = 5
"""Letters below which a slip is more likely another word."""


def look(name: str) -> str:
    """What is left of a name when letters that look alike are made one, and hyphens and plurals go."""
    return _drawn(name.replace("-", "")).removesuffix("s")


def _drawn(word: str) -> str:
    for seen, meant in _LOOKS:
        word = word.replace(seen, meant)
    return word


def lookalikes(name: str, known: Iterable[str]) -> list[tuple[str, str]]:
    """Which known names a name can be taken for, and why; a known name itself is none.

    The reasons are whole phrases: *looks the same*, *is one slip away*, *is one key beside*.
    """
    found = [(other, _reason(name, other)) for other in known if other != name]
    return [(other, reason) for other, reason in found if reason]


def _reason(name: str, other: str) -> str:
    if look(name) == look(other):
        return SAME_LOOK
    if min(len(name), len(other)) < _SHORTEST_SLIP:
        return ""
    if _is_key_beside(name, other):
        return "is one key beside"
    return "is one slip away" if is_one_slip(name, other) else ""


def is_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, put in or changed, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[1:] == shorter


def _is_key_beside(one: str, other: str) -> bool:
    wrong = [(left, right) for left, right in zip(one, other, strict=False) if left != right]
    return len(one) == len(other) and len(wrong) == 1 and _are_neighbours(*wrong[0])


def _are_neighbours(one: str, other: str) -> bool:
    places = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, column), (other_row, other_column) = places[one], places[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def words_of(text: str) -> list[str]:
    """The words of a name or title in small letters."""
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


def vouching_words(text: str) -> list[str]:
    """The words of a name or title that claim trust, however they are drawn, in their order."""
    return [word for word in dict.fromkeys(words_of(text)) if _drawn(word) in _DRAWN_TRUST]


def company_meant(word: str) -> str:
    """The company that a word is or can be taken for: drawn alike, one slip beside it, or begun with it.

    A slip counts only beside names that are no neighbour of other words.
    """
    drawn = _DRAWN_COMPANIES.get(_drawn(word))
    if drawn:
        return drawn
    distinct = (company for company in sorted(COMPANY_WORDS) if len(company) >= _DISTINCT)
    near = (one for one in (*distinct, *_OURS) if word.startswith(one) or is_one_slip(word, one))
    short = (one for one in sorted(_NO_NEIGHBOURS) if word != f"{one}s" and is_one_slip(word, one))
    return next(near, "") or next(short, "")


_DRAWN_TRUST = frozenset(map(_drawn, TRUST_WORDS))
_DRAWN_COMPANIES = {_drawn(word): word for word in COMPANY_WORDS}
