import pytest
from markdown_it import MarkdownIt

from marketplace.text.markdown import MAX_CHARACTERS, render_markdown
from tests.support.xss import VECTORS, dangers


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_a_hostile_text_comes_out_inert(vector: str) -> None:
    assert list(dangers(render_markdown(vector))) == []


@pytest.mark.parametrize(
    "wrapper", ["> {}", "- {}\n  - {}", "| {} |\n|-|\n| {} |", "## {}", "**{}**", "[{}](https://example.org)"]
)
def test_hostile_texts_stay_inert_inside_other_markdown(wrapper: str) -> None:
    for vector in VECTORS:
        assert list(dangers(render_markdown(wrapper.replace("{}", vector)))) == []


def test_the_vectors_are_many_and_a_careless_renderer_falls_for_most_of_them() -> None:
    careless = MarkdownIt("commonmark", {"html": True})
    careless.validateLink = lambda _url: True
    caught = [vector for vector in VECTORS if list(dangers(careless.render(vector)))]
    assert len(set(VECTORS)) >= 150
    assert len(caught) >= 130


def test_raw_html_is_shown_as_the_text_it_is() -> None:
    assert render_markdown("<b>x</b> <!-- y -->") == "<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt;</p>\n"


def test_a_link_says_which_host_it_leads_to() -> None:
    link = '<a href="https://example.org/a" rel="ugc nofollow noopener">the law</a>'
    assert render_markdown("[the law](https://example.org/a)") == (
        f"<p>{link} <small>(example.org)</small></p>\n"
    )


def test_a_link_whose_words_are_its_address_does_not_say_it_twice() -> None:
    assert "<small>" not in render_markdown("<https://example.org/a>")


def test_a_link_that_names_one_host_and_leads_to_another_is_unmasked() -> None:
    assert "(evil.example)" in render_markdown("[https://bank.example](https://evil.example)")


def test_a_link_without_words_shows_its_address() -> None:
    assert ">https://example.org/a</a>" in render_markdown("[](https://example.org/a)")


def test_a_link_around_an_image_keeps_the_words_of_the_image() -> None:
    html = render_markdown("[![build](https://evil.example/x.svg)](https://example.org)")
    assert '<span class="no-image">image not shown: build</span></a> <small>(example.org)</small>' in html


def test_a_link_into_the_pack_or_with_a_broken_address_is_only_text() -> None:
    assert render_markdown("[x](skills/a/SKILL.md)") == "<p><span>x</span></p>\n"
    assert "<a" not in render_markdown("[x](http://[)")


def test_an_image_is_named_and_never_loaded() -> None:
    assert render_markdown("![a chart](https://example.org/c.png)") == (
        '<p><span class="no-image">image not shown: a chart</span></p>\n'
    )
    assert "image not shown</span>" in render_markdown("![](c.png)")


def test_headings_start_below_the_heading_of_the_page() -> None:
    assert render_markdown("# A\n## B", below=2) == "<h3>A</h3>\n<h4>B</h4>\n"


def test_hidden_characters_are_revealed_in_text_code_and_character_references() -> None:
    mark = '<mark class="hidden-text">U+202E</mark>'
    assert render_markdown("a\u202eb `c\u202ed` &#x202e;").count(mark) == 3
    assert mark in render_markdown("```\na\u202eb\n```")
    assert mark in render_markdown("![a\u202eb](x)")


def test_an_author_cannot_write_the_mark_of_a_hidden_character() -> None:
    assert "<mark" not in render_markdown('<mark class="hidden-text">U+202E</mark>')


def test_tables_keep_their_alignment_without_a_style_attribute() -> None:
    html = render_markdown("| a | b | |\n|:-|-:|:-:|\n| 1 | 2 | 3 |")
    assert '<th class="end">b</th>' in html
    assert '<td class="centre">3</td>' in html
    assert "style" not in html


def test_a_header_cell_without_words_is_an_ordinary_cell() -> None:
    assert render_markdown("| | b |\n|-|-|\n| 1 | 2 |").count("<th>") == 1


def test_what_scrolls_can_be_reached_with_the_keyboard() -> None:
    assert '<pre tabindex="0">' in render_markdown("```\nx\n```")
    assert '<div class="scroll" tabindex="0"><table>' in render_markdown("| a |\n|-|\n| 1 |")


def test_a_very_long_text_is_cut_and_says_so() -> None:
    html = render_markdown("word " * MAX_CHARACTERS)
    assert len(html) < MAX_CHARACTERS + 1000
    assert "this file is long" in html


@pytest.mark.unmeasured
@pytest.mark.parametrize("unit", ["[", "*a ", "> ", "`", "[a](b", "- ", "**a_", "![", "<a", "&#", "|a"])
def test_a_text_made_to_be_slow_is_rendered(unit: str) -> None:
    assert render_markdown(unit * (100_000 // len(unit)))
