"""What is private is found by its shape, and what only looks like it is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.private import KINDS, find_private, replace_private

FOUND = [
    ("secret", "password: hunter22x!", "hunter22x!"),
    ("secret", "The API key is `q9Zr41xLw0`.", "q9Zr41xLw0"),
    ("secret", '"client_secret": "a1b2c3d4"', "a1b2c3d4"),
    ("secret", "AKIA" + "A1B2C3D4E5F6G7H8 ", "AKIA" + "A1B2C3D4E5F6G7H8"),
    ("secret", "use ghp_" + "a1B2" * 6, "ghp_" + "a1B2" * 6),
    ("secret", "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"),
    ("secret", "postgres://ada:s3cret@db/x", "s3cret"),
    ("secret", "-----BEGIN PRIVATE KEY-----\nMII", "-----BEGIN PRIVATE KEY-----\nMII"),
    ("iban", "to DE89 3704 0044 0532 0130 00.", "DE89 3704 0044 0532 0130 00"),
    ("iban", "GB82WEST12345698765432", "GB82WEST12345698765432"),
    ("card", "card 4111 1111 1111 1111,", "4111 1111 1111 1111"),
    ("card", "378282246310005", "378282246310005"),
    ("e-mail", "| Ada | ada_b@firm.co.uk |", "ada_b@firm.co.uk"),
    ("phone", "call +49 (0)170 123 4567", "+49 (0)170 123 4567"),
    ("phone", "tel. 0301 234 5678", "0301 234 5678"),
    ("phone", "(415) 555-2671", "(415) 555-2671"),
    ("name", "Dear Ms. Ada Byron,", "Ada Byron"),
    ("name", "Hi Bob,\n", "Bob"),
    ("name", "Kind regards,\n\nJan van den Berg\n", "Jan van den Berg"),
    ("name", "| Tenant | Bob O'Neil |", "Bob O'Neil"),
    ("name", "- From: Ada Byron \\<x>", "Ada Byron"),
    ("name", "see Dr Müller today", "Müller"),
    ("name", "**Ada Byron** (00:00:01): Yes.", "Ada Byron"),
]
LEFT = [
    "password: ${DB_PASSWORD}", "password: ********", "token: your_token", "secret: example1",
    "GB82 WEST 1234 5698 7654 33", "4111 1111 1111 1112", "0000 0000 0000 0000", "1234567890123",
    "ada@example.org", "on 01-02-2026", "1,250.00 and 0012", "Version 10.11.12.13", "Dear all,",
    "Name: see below", "The reconciliation is done by day 5.", "invoice 2026-000123",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "value"), FOUND)
def test_each_kind_is_found_where_it_stands(kind: str, text: str, value: str) -> None:
    spans = [span for span in find_private(text) if span.kind == kind]
    assert [span.text for span in spans] == [value]
    assert text[spans[0].start : spans[0].end] == value
    assert spans[0].replacement == f"[{kind} 1]"


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_private_is_left_alone(text: str) -> None:
    assert find_private(text) == []


def test_every_kind_is_met() -> None:
    assert {kind for kind, _, _ in FOUND} == set(KINDS)


def test_a_value_has_one_replacement_everywhere() -> None:
    text = "Dear Ada Byron,\nwrite to ada@firm.co or ADA@firm.co or bob@firm.co. Ada Byron knows.\n"
    assert replace_private(text, find_private(text)) == (
        "Dear [name 1],\nwrite to [e-mail 1] or [e-mail 1] or [e-mail 2]. [name 1] knows.\n"
    )


def test_only_the_places_that_are_given_are_replaced() -> None:
    text = "a@firm.co b@firm.co"
    first, second = find_private(text)
    assert replace_private(text, [second]) == "a@firm.co [e-mail 2]"
    assert replace_private(text, [second, first]) == "[e-mail 1] [e-mail 2]"


@given(st.lists(st.sampled_from([text for _, text, _ in FOUND] + LEFT), max_size=6))
def test_places_never_overlap_and_nothing_is_found_twice(parts: list[str]) -> None:
    text = "\n".join(parts)
    spans = find_private(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    replaced = replace_private(text, spans)
    assert not {span.text for span in spans if span.kind in ("iban", "card", "e-mail")} & set(
        replaced.split("\n")
    )


HOSTILE = [
    "regards" + "\n" * 50_000, "Dear " + "Aa " * 20_000, "0" * 50_000, "a@" * 20_000, "password " * 10_000,
    "1 " * 30_000, "AA11" * 10_000, "A'" * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_looked_at_in_bounds(text: str) -> None:
    assert find_private(text) == []
