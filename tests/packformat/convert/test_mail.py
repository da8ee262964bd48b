"""A mail reads as who wrote to whom, when, and what; its attachments are named."""

from email.message import EmailMessage

import pytest

from packformat.convert.mail import convert
from packformat.errors import AuthorError

NO_PARTS = b"Subject: a\nContent-Type: multipart/related\n\nx"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"From": "Ada <ada@example.org>", "Subject": "Close\u2013*now*"} | headers).items():
        made[name] = value
    return made


def test_the_richer_of_two_texts_is_taken_and_attachments_are_told() -> None:
    made = message(To="bob@example.org", Date="Tue, 31 Mar 2026 09:30:00 +0000")
    made.set_content("Plain")
    made.add_alternative("<p>Rich</p><table><tr><td>a|b</table><img>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="close.pdf")
    made.add_attachment("note", subtype="plain")
    converted = convert(made.as_bytes())
    assert converted.markdown == (
        "# Close\u2013\\*now\\*\n\n- From: Ada \\<ada@example.org>\n- To: bob@example.org\n"
        "- Date: Tue, 31 Mar 2026 09:30:00 +0000\n\nRich\n\n| a\\|b |\n| --- |\n"
    )
    assert [(loss.kind, loss.detail) for loss in converted.losses] == [
        ("picture", ""),
        ("attachment", "close.pdf"),
        ("attachment", "text/plain"),
    ]


def test_a_plain_text_keeps_its_paragraphs() -> None:
    made = message()
    made.set_content("Hello,\n\n1. not a list\nBob\n")
    assert convert(made.as_bytes()).markdown.endswith("\n\nHello,\n\n1\\. not a list\nBob\n")


def test_a_mail_without_subject_says_so() -> None:
    assert convert(b"From: a@example.org\n\nHi").markdown == "# (no subject)\n\n- From: a@example.org\n\nHi\n"


def test_a_mail_with_nothing_but_a_subject_is_one() -> None:
    assert convert(b"Subject: Only\n\nx").markdown == "# Only\n\nx\n"


@pytest.mark.parametrize("charset", ["klingon", "utf\x80-8"])
def test_a_subject_in_letters_that_nobody_knows_is_shown_as_it_was_sent(charset: str) -> None:
    said = f"=?{charset}?q?A=C3=A4?="
    assert "?q?A=C3=A4?=" in convert(f"Subject: {said}\n\nx".encode("latin-1")).markdown


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=klingon"])
def test_letters_that_are_not_what_is_said_are_told(charset: str) -> None:
    data = (
        f"Subject: a\nContent-Type: text/plain{charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + b"Gr\xf6\xdfe"
    )
    converted = convert(data)
    assert "Größe" in converted.markdown
    assert [loss.kind for loss in converted.losses] == ["encoding"]


@pytest.mark.parametrize(
    "data", [b"no mail at all", b"", b"Content-Type: image/png\nSubject: a\n\nx", NO_PARTS]
)
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(AuthorError) as caught:
        convert(data)
    assert caught.value.code == "E_CONVERT_EMPTY"


def test_a_mail_of_parts_without_end_is_refused() -> None:
    inner = b"Subject: a\nContent-Type: message/rfc822\n\n" * 3000 + b"x"
    with pytest.raises(AuthorError) as caught:
        convert(inner)
    assert caught.value.code == "E_CONVERT_LARGE"


def test_comments_in_comments_without_end_are_refused() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(b"Subject: a\nContent-Type: " + b"(" * 3000 + b"\n\nx")
    assert caught.value.code == "E_CONVERT_BROKEN"
