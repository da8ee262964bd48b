"""Secrets without a form of their own: generated ones are found, and examples in documents are not."""

import base64
import json
import random
import string

import pytest

from packformat.archive import Entry
from packformat.credentials import credentials_in, is_random
from packformat.rules import run_rules

PASSWORD = "m4Zt9QwLx72RbVd8"


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def token(payload: object, head: object = None, signature: bytes = bytes(range(90, 122))) -> str:
    parts = (json.dumps(head or {"alg": "HS256", "typ": "JWT"}), json.dumps(payload))
    return ".".join([*(text_of(part.encode()) for part in parts), text_of(signature)])


def basic(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


def kinds(text: str) -> list[str]:
    return [found.kind for found in credentials_in(text)]


ADDRESS = "a password in an address"
HEADER = "a password or token in an `Authorization` header"
TOKEN = "a signed token (JWT)"
CLAIMS = {"iss": "close", "role": "writer", "exp": 1999999999}

REAL = {
    f"postgresql://closing:{PASSWORD}@db.ledgers.net/books": [ADDRESS],
    f"redis://:{PASSWORD}@cache:6379": [ADDRESS],
    f"curl -H 'Authorization: Basic {basic(f'closing:{PASSWORD}')}'": [HEADER],
    f"Authorization: Basic {basic(f'{PASSWORD}:')}": [HEADER],
    f'"AUTHORIZATION": "Bearer {PASSWORD}.{PASSWORD}"': [HEADER],
    f"Authorization: Bearer {token(CLAIMS)}": [TOKEN],
}


@pytest.mark.parametrize("text", REAL)
def test_what_is_in_use_is_found_where_it_stands(text: str) -> None:
    assert kinds(f"Before it.\n{text}\nAfter it.\n") == REAL[text]


EXAMPLES = (
    "postgresql://user:password@localhost/books",
    "postgresql://scott:tiger@host:5432/x",
    "postgres://app:${DB_PASSWORD}@db/x",
    "https://ada:$HF_PW_Q29XZ71@hub.ledgers.net",
    f"https://ada:{PASSWORD}@db.example.com",
    f"https://ada:{PASSWORD}@127.0.0.1",
    "oauth2:ghp_SECRET_FAKE_29@github.com",
    "https://ledgers.net:8080/a@b",
    "Authorization: Basic dXNlcjpwYXNz",
    "Authorization: Basic base64value00",
    f"Authorization: Basic {base64.b64encode(bytes(range(200, 230))).decode()}",
    "Authorization: Bearer YOUR_ACCESS_TOKEN_29",
    f"Authorization: Digest {PASSWORD}",
    "Authorization: Bearer eyJhbGciOiJIUzI1NiIs29",
    token({"sub": "1234567890", "name": "John Doe", "iat": 1516239022}),
    token({"sub": "9", "name": "John Doe", "iat": 1516239022}),
    token({"iss": "joe", "https://example.com/is_root": True}),
    token({"a": "b"}),
    token(CLAIMS | {"role": "anon"}),
    token(CLAIMS, {"alg": "none"}),
    token(CLAIMS, signature=bytes(32)),
    token([1]).replace(text_of(b"[1]"), text_of(b'{"exp": not json}')),
)


@pytest.mark.parametrize("text", EXAMPLES)
def test_what_documents_write_as_an_example_is_none(text: str) -> None:
    assert kinds(f"Before it.\n{text}\nAfter it.\n") == []


def test_a_payload_that_is_no_object_is_no_token() -> None:
    head, _, signature = token(CLAIMS).split(".")
    deep = text_of(b'{"a":' + b"[" * 3000)
    assert kinds(f"{head}.{deep}.{signature} {head}.eyJ{'A' * 40}.{signature}") == []


@pytest.mark.parametrize(
    "letters", [string.ascii_letters + string.digits, string.ascii_lowercase + string.digits]
)
def test_nearly_every_generated_password_is_found(letters: str) -> None:
    """What is missed has no digit, or holds a word of three letters by chance."""
    made = random.Random(4)  # noqa: S311 - the same ones in every run
    values = ["".join(made.choices(letters, k=20)) for _time in range(1000)]
    assert sum(map(is_random, values)) > 950


def test_no_report_repeats_what_was_found() -> None:
    text = "\n".join(REAL)
    report = run_rules([Entry("notes.md", text.encode())])
    found = [one for one in report.findings if one.rule == "content/credential"]
    assert [one.line for one in found] == [1, 2, 3, 4, 5, 6]
    said = report.to_json().decode()
    assert [value for value in (PASSWORD, basic(f"closing:{PASSWORD}"), token(CLAIMS)) if value in said] == []


@pytest.mark.parametrize("word", ["://a:", "eyJaaaaaaaa.", "Authorization: basic ", f"://a:{PASSWORD}"])
def test_a_row_of_beginnings_is_looked_at_once(word: str) -> None:
    """Each place of the row is tried by a pattern a bounded number of times, so this returns at once."""
    assert len(kinds(word * 50_000)) <= 50_000
