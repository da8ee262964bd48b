import pytest

from marketplace.text.prose import render_prose
from tests.support.xss import VECTORS, dangers


@pytest.mark.parametrize(
    ("message", "html"),
    [
        ("`a-b` is taken", "<code>a-b</code> is taken"),
        ("say `<b>` or `x`", "say <code>&lt;b&gt;</code> or <code>x</code>"),
        ("one ` alone", "one ` alone"),
        ("``", "``"),
        ("", ""),
    ],
)
def test_what_a_message_quotes_is_shown_as_code(message: str, html: str) -> None:
    assert render_prose(message) == html


def test_hostile_messages_come_out_inert() -> None:
    for vector in VECTORS:
        assert list(dangers(render_prose(f"`{vector}` {vector}"))) == []


def test_what_hides_in_a_quotation_is_named() -> None:
    assert render_prose("`a\u200b`") == '<code>a<mark class="hidden-text">U+200B</mark></code>'
