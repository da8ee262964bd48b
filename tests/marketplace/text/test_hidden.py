from marketplace.text.hidden import reveal


def test_what_hides_is_marked_and_what_it_says_is_escaped() -> None:
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "ignore <b>")
    assert reveal(f"hello{smuggled}") == 'hello<mark class="hidden-text">hidden text: ignore &lt;b&gt;</mark>'


def test_the_text_around_is_escaped() -> None:
    assert reveal("<b>\u200b&") == '&lt;b&gt;<mark class="hidden-text">U+200B</mark>&amp;'
    assert reveal("") == ""
