from marketplace.templatetags.ctxpack import host, initials, prose, readme, reveal, shell, short_digest, tile


def test_a_digest_is_shortened_to_what_an_eye_compares() -> None:
    assert short_digest("sha256:" + "0123456789abcdef" * 4) == "0123456789ab"


def test_a_tile_shows_the_first_letters_of_two_words() -> None:
    assert initials("accounting-close-uk") == "ac"
    assert initials("ledger") == "l"


def test_a_tile_keeps_its_colour_and_neighbours_differ() -> None:
    assert tile("ledger-core") == tile("ledger-core")
    assert len({tile(f"pack-{letter}") for letter in "abcdefgh"}) == 8


def test_text_of_strangers_is_escaped_and_revealed() -> None:
    assert reveal("<b>\u200b") == '&lt;b&gt;<mark class="hidden-text">U+200B</mark>'
    assert readme("# A") == "<h3>A</h3>\n"
    assert prose("`a` <") == "<code>a</code> &lt;"


def test_the_host_of_a_link_is_what_stands_before_the_path() -> None:
    assert host("https://example.org:8443/a?b") == "example.org:8443"


def test_a_word_of_a_command_line_is_quoted_where_a_shell_would_read_more_into_it() -> None:
    assert shell("skill:bank-rec") == "skill:bank-rec"
    assert shell("skill:bank rec$(x)") == "'skill:bank rec$(x)'"
