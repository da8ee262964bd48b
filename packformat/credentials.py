"""Secrets that no issuer gave a form of their own: told by where they stand, and by how random they are.

A password in an address (RFC 3986, user information), the value of an `Authorization` header (RFC 7617, 6750)
and a signed web token (RFC 7519). Documents are full of examples of each: a value that holds a word, repeats
itself, or stands beside a name that is reserved for examples (RFC 2606) is none.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, urlsafe_b64decode
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.secretforms import entropy, is_example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ADDRESS = re.compile(
    r"://[^\s/:@\"'`<>]{0,80}:(?P<value>[^\s/@\"'`<>(){}\[\]]{12,200})@(?P<host>[\w.-]{1,200})"
)
_HEADER = re.compile(
    r"[Aa](?:uthorization|UTHORIZATION)[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    r"(?P<scheme>[A-Za-z]{5,6})\s{1,3}(?P<value>[\w.~+/-]{12,2000}={0,2})"
)
_TOKEN = re.compile(
    r"(?<![\w-])(?P<head>eyJ[\w-]{8,2000})\.(?P<payload>eyJ[\w-]{8,8000})\.(?P<signature>[\w-]{40,1400})(?![\w-])"
)
_WORDS = re.compile(
    r"(?i)pass|pwd|secret|token|key|user|admin|root|test|sample|demo|default|guest|example|your|change|here"
    r"|replace|insert|hunter|tiger|letmein|qwerty|abc|123|xxx|\*\*\*|\.\.|^\$|%[\w]*%|_{2}"
)
"""What nobody finds in a generated value, and everybody in a made-up one."""
_LETTERS = str.maketrans("013457@$", "oieastas")
_LONGER_WORDS = re.compile(r"(?i)passw|secret|token|admin|change|default|hunter")
"""Words that people write with digits for letters, and that chance does not."""
_RESERVED = re.compile(
    r"(?i)(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$|^127\.|^0\.0\.0\.0$"
)
_SCHEMES = ("basic", "bearer", "token")
_FEWEST = 12
_FEWEST_DIGITS = 2
_LEAST_ENTROPY = 3.0
_LEAST_SIGNATURE = 4.0
"""Bits a character: a generated value of twelve has about 3.3, a signature of forty about 4.8."""
_CLAIMS = frozenset(("exp", "iat", "iss", "sub", "aud", "role", "scope"))
_OPEN_ROLES = ("anon", "publishable", "public")
"""Roles whose tokens are made to stand in every visitor's browser."""


class Credential(NamedTuple):
    """What it is, and where in the text it begins; what it says is never told."""

    kind: str
    start: int


class CredentialForm(NamedTuple):
    """A kind of credential, words of which each one holds one, its form, and what tells examples from it."""

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    is_one: Callable[[re.Match[str]], bool]


def credentials_in(text: str, forms: Iterable[CredentialForm] | None = None) -> Iterator[Credential]:
    """Every place that probably holds a secret, one kind after the other; of all kinds, or of some."""
    for form in CREDENTIAL_FORMS if forms is None else forms:
        if any(word in text for word in form.words):
            for found in form.pattern.finditer(text):
                if form.is_one(found):
                    yield Credential(form.kind, found.start())


def is_random(value: str) -> bool:
    """Whether a value looks generated: long enough, its letters and digits mixed, and no word in it."""
    digits = sum(char.isdigit() for char in value)
    is_mixed = not value.islower() and not value.isupper()
    return (
        len(value) >= _FEWEST
        and (digits >= _FEWEST_DIGITS or (digits == 1 and is_mixed))
        and digits < len(value)
        and not _WORDS.search(value)
        and not _LONGER_WORDS.search(value.translate(_LETTERS))
        and not is_example(value)
        and entropy(value) >= _LEAST_ENTROPY
    )


def _in_address(found: re.Match[str]) -> bool:
    return not _RESERVED.search(found["host"]) and is_random(found["value"])


def _in_header(found: re.Match[str]) -> bool:
    scheme, value = found["scheme"].lower(), found["value"]
    if scheme not in _SCHEMES or value.startswith("eyJ"):
        return False  # a signed token is looked at as one
    if scheme != "basic":
        return is_random(value)
    try:
        user, _, password = b64decode(value).decode("utf-8").partition(":")
    except ValueError:
        return False
    return is_random(password) or (not password and is_random(user))


def _is_signed(found: re.Match[str]) -> bool:
    head, payload = _claims(found["head"]), _claims(found["payload"])
    return (
        str(head.get("alg", "none")).lower() != "none"
        and not _CLAIMS.isdisjoint(payload)
        and payload.get("role") not in _OPEN_ROLES
        and not is_example(json.dumps(payload))
        and "John Doe" not in payload.values()
        and entropy(found["signature"]) >= _LEAST_SIGNATURE
    )


def _claims(part: str) -> dict[str, Any]:
    """The object in a part of a token; empty for what is none."""
    try:
        value = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


CREDENTIAL_FORMS = (
    CredentialForm("a password in an address", ("://",), _ADDRESS, _in_address),
    CredentialForm(
        "a password or token in an `Authorization` header",
        ("uthorization", "UTHORIZATION"),
        _HEADER,
        _in_header,
    ),
    CredentialForm("a signed token (JWT)", ("eyJ",), _TOKEN, _is_signed),
)
