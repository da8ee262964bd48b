"""The rule about secrets: no key and no token that somebody could use stands in a pack."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.credentials import CREDENTIAL_FORMS, credentials_in
from packformat.rules.base import WITHDRAWN_FIRST, Rule, Seen, seen_error
from packformat.rules.rows import Possible, bit_of
from packformat.secretforms import FORMS, forms_in, is_example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_OWN = (
    "if it is real, change it where it opens something, then write a name in its place that each reader fills"
    " in, such as `${DB_PASSWORD}`; if it is an example, write `password`"
)
_MOST_LOOKED_AT = 5000
"""Places of one pack that have the form of a secret and are told from examples of it."""

_FORMS = tuple(((reduce(or_, map(bit_of, form.words)),), form) for form in FORMS)
_CREDENTIALS = tuple(((reduce(or_, map(bit_of, form.words)),), form) for form in CREDENTIAL_FORMS)
"""Each form with the bits of its words, of which it needs one."""


def _secrets(view: PackView) -> Iterator[Seen]:
    looked_at, possible = 0, Possible(_FORMS)
    for text in view.texts:
        for form, found in forms_in(text.text, possible.among(text.may_hold)):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                view.given_up.add(text.path)
                break
            if not is_example(found[0]):
                line = text.line_at(found.start())
                yield seen_error(
                    FORMAT.error("E_SECRET", path=text.path, line=line, kind=form.kind), text.path
                )


def _credentials(view: PackView) -> Iterator[Seen]:
    possible = Possible(_CREDENTIALS)
    for text in view.texts:
        for looked_at, found in enumerate(credentials_in(text.text, possible.among(text.may_hold))):
            if looked_at == _MOST_LOOKED_AT:
                view.given_up.add(text.path)
                break
            line = text.line_at(found.start)
            yield Seen(text.path, f"What stands here looks like {found.kind} that is in use", _OWN, line)


RULES = (
    Rule("content/secret", "error", "A pack holds no secrets.", _secrets, by_hand=WITHDRAWN_FIRST),
    Rule(
        "content/credential", "hold", "No password and no signed token that is in use stands in a pack.",
        _credentials,
    ),
)  # fmt: skip
