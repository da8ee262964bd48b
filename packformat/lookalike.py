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
        "approved", "authentic", "certified", "endorsed", "genuine", "official", "officially", "trusted",
        "verified",
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
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_SLIP = 5
"""Letters below which a slip is more likely another word."""


def look(name: str) -> str:
    """What is left of a name when letters that look alike are made one, and hyphens and plurals go."""
    bare = name.replace("-", "")
    for seen, meant in _LOOKS:
        bare = bare.replace(seen, meant)
    return bare.removesuffix("s")


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


def vouching_words(text: str) -> list[str]:
    """The words of a name or title that claim trust or belong to a company, in their order."""
    words = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    return [word for word in dict.fromkeys(words) if word in TRUST_WORDS]


def company_words(text: str) -> list[str]:
    """The words of a name or title that are a company's or a product's, in their order."""
    words = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    return [word for word in dict.fromkeys(words) if word in COMPANY_WORDS]
