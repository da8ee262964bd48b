"""Personal data and secrets in a text: where they are, and what to write instead.

A pure function over the text of a document, so that its owner sees every place before anything is shared.
It finds what has a shape of its own (addresses, numbers with check digits, tokens) and names only where the
text itself says that a name follows: a greeting, a signature, a label, a speaker. What it does not find may
still be private; the last look is a person's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.secretforms import PROBABLE, forms_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

KINDS = {
    "secret": "a password or key",
    "iban": "the number of a bank account",
    "card": "the number of a payment card",
    "e-mail": "an e-mail address",
    "phone": "a telephone number",
    "name": "a person's name",
}
"""What is looked for, the surest first, and how to call it."""


class PrivateSpan(NamedTuple):
    """One place: characters ``start`` to ``end`` of the text, what it is, and what to write instead.

    The same value has the same replacement everywhere, so a text stays readable: `[name 1]`.
    """

    kind: str
    start: int
    end: int
    text: str
    replacement: str


_NAME_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019-]*\w"
_NAME = rf"{_NAME_WORD}(?:[ ](?:(?:van|von|de|der|den|da|di|la|le|bin)[ ])*{_NAME_WORD}){{0,3}}"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Herrn)\.?[ ]"
_GREETING = r"(?:Dear|Hi|Hello|Hallo|Liebe|Lieber|Sehr geehrte|Sehr geehrter)"
_CLOSING = r"(?:[Rr]egards|[Ss]incerely|Gr\u00fc\u00dfen|Gr\u00fc\u00dfe|[Tt]hanks|Cheers)"
_ROLE = (
    r"(?:[Nn]ame|[Cc]ontact|[Tt]enant|[Cc]lient|[Cc]ustomer|[Ee]mployee|[Oo]wner|Landlord|From|To|Cc"
    r"|[Pp]repared by|[Rr]eviewed by|[Aa]pproved by)"
)
_NAMES = (
    rf"(?:^|\n){_GREETING}[ ](?:{_TITLE})?({_NAME})(?=[,!:\n])",
    rf"{_CLOSING},?[ ]*\n\s{{0,9}}({_NAME})(?=[ ]*(?:\n|$))",
    rf"(?:^|[\n|])[ ]*(?:[-*][ ])?\**{_ROLE}\**[ ]*[:|]\**[ ]*({_NAME})(?=[ ]*(?:\\?<|[|,;\n(]|$))",
    rf"(?<!\w){_TITLE}({_NAME})",
    rf"(?:^|\n)\*\*({_NAME})\*\*[ ]\(\d\d:\d\d:\d\d\):",
)
_PLACEHOLDER = re.compile(
    r"[$%*xX.\u2022_-]+|\$\{?\w+\}?|(?:your|my)[-_ ]?\w+|\[.*|example\w*|change-?me", re.IGNORECASE
)
_SYNTHETIC = re.compile(
    r"@(?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$", re.IGNORECASE
)
_PHONES = (
    r"(?<![\w+])((?:\+|00)[1-9]\d{0,2}(?:[ ./()-]{0,3}\d){6,13})(?!\w)",
    r"(?<![\w.,/-])(\(?0[1-9]\d{1,3}\)?[ /-]{1,3}\d{2,4}(?:[ /-]?\d{2,4}){1,3})(?![\w/-])",
    r"(?<![\w.-])(\(?[2-9]\d{2}\)?[ .-]\d{3}[.-]\d{4})(?![\w-])",
)
_FEWEST_PHONE_DIGITS = 9
_IBAN = r"(?<!\w)([A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30})(?!\w)"
_CARD = r"(?<![\w.-])((?:\d[ -]?){12,18}\d)(?![\w.-]?\d)"
_EMAIL = r"(?<![\w.+-])([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w-])"


def find_private(text: str) -> list[PrivateSpan]:
    """Every place in the order of the text; places do not overlap."""
    is_taken = bytearray(len(text))
    taken: list[tuple[int, int, str]] = []
    for kind, start, end in _candidates(text):
        if not any(is_taken[start:end]):
            taken.append((start, end, kind))
            is_taken[start:end] = b"\1" * (end - start)
    names: dict[tuple[str, str], str] = {}
    counts = dict.fromkeys(KINDS, 0)
    spans = []
    for start, end, kind in sorted(taken):
        value = text[start:end]
        key = (kind, "".join(value.split()).casefold())
        if key not in names:
            counts[kind] += 1
            names[key] = f"[{kind} {counts[kind]}]"
        spans.append(PrivateSpan(kind, start, end, value, names[key]))
    return spans


def replace_private(text: str, spans: Iterable[PrivateSpan]) -> str:
    """The text with each of these places replaced."""
    pieces = []
    done = 0
    for span in sorted(spans, key=lambda span: span.start):
        pieces += [text[done : span.start], span.replacement]
        done = span.end
    return "".join([*pieces, text[done:]])


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Places by kind, the surest kind first; a name that was found once is a name wherever it stands."""
    for kind, expressions, accepts in _PATTERNS:
        for expression in expressions:
            for found in expression.finditer(text):
                if accepts(found[1]):
                    yield kind, *found.span(1)
        if kind == "secret":
            yield from (("secret", *found.span()) for _, found in forms_in(text))
    names = {found[1] for expression in _NAME_PATTERNS for found in expression.finditer(text)}
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    for found in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", text) if names else ():
        yield "name", *found.span()


def _is_secret(value: str) -> bool:
    return not _PLACEHOLDER.fullmatch(value)


def _is_email(value: str) -> bool:
    """Addresses that the standards keep for examples (RFC 2606) are nobody's."""
    return not _SYNTHETIC.search(value)


def _is_iban(value: str) -> bool:
    """ISO 13616: the number with its head at its end, letters as 10 to 35, leaves 1 when divided by 97."""
    packed = value.replace(" ", "")
    return int("".join(str(int(char, 36)) for char in packed[4:] + packed[:4])) % 97 == 1


def _is_card(value: str) -> bool:
    """ISO/IEC 7812: the sum of the digits, every second one doubled from the right, ends in 0 (Luhn)."""
    digits = [int(char) for char in value if char.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004 - twice five has two digits
    return (
        digits[0] in (2, 3, 4, 5, 6) and len(set(digits)) > 1 and (sum(digits[::-2]) + sum(doubled)) % 10 == 0
    )


def _is_phone(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= _FEWEST_PHONE_DIGITS


def _compiled(*expressions: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.DOTALL) for expression in expressions)


_PATTERNS: tuple[tuple[str, tuple[re.Pattern[str], ...], Callable[[str], bool]], ...] = (
    ("secret", PROBABLE, _is_secret),
    ("iban", _compiled(_IBAN), _is_iban),
    ("card", _compiled(_CARD), _is_card),
    ("e-mail", _compiled(_EMAIL), _is_email),
    ("phone", _compiled(*_PHONES), _is_phone),
)
_NAME_PATTERNS = _compiled(*_NAMES)
