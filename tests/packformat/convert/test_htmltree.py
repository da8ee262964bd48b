"""Pages that leave ends out are read as browsers read them."""

import html

import pytest

from packformat.convert.htmltree import Node, parse_html
from packformat.convert.limits import LIMITS
from packformat.errors import AuthorError


def shape(node: Node | str) -> object:
    return node if isinstance(node, str) else [node.tag, *map(shape, node.children)]


@pytest.mark.parametrize(
    ("page", "tree"),
    [
        ("<p>a<p>b", ["", ["p", "a"], ["p", "b"]]),
        ("<p>a<ul><li>b<li>c</ul>", ["", ["p", "a"], ["ul", ["li", "b"], ["li", "c"]]]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["", ["ul", ["li", "a", ["ul", ["li", "b"]]], ["li", "c"]]]),
        ("<table><tr><td>a<td>b<tr><td>c</table>",
         ["", ["table", ["tr", ["td", "a"], ["td", "b"]], ["tr", ["td", "c"]]]]),
        ("<td>a</i></table></p>b", ["", ["td", "a", "b"]]),
        ("<table><td>a</div>b</table>c", ["", ["table", ["td", "a", "b"]], "c"]),
        ("<br/>x<b/>y", ["", ["br"], "x", ["b"], "y"]),
        ("a &lt; b<!-- gone -->", ["", "a < b"]),
    ],
)  # fmt: skip
def test_what_was_left_open_is_ended_where_it_must(page: str, tree: object) -> None:
    assert shape(parse_html(page)) == tree


def test_an_element_knows_whether_blocks_are_inside_it() -> None:
    link, bold = parse_html("<a><b><div>x</div></b></a><b>y</b>").elements()
    assert (link.is_block, bold.is_block) == (True, False)


def test_attributes_without_a_value_are_empty() -> None:
    (box,) = parse_html('<input checked type="checkbox">').elements()
    assert box.attributes == {"checked": "", "type": "checkbox"}


def test_a_page_that_nests_without_end_is_refused() -> None:
    deepest = LIMITS["nesting"].most
    parse_html("<div>" * deepest)
    with pytest.raises(AuthorError) as caught:
        parse_html("<div>" * (deepest + 1))
    assert caught.value.code == "E_CONVERT_LARGE"


def test_what_is_left_open_at_the_end_is_text() -> None:
    for end in ("<!-- never &amp; ended", "<a href='x", "<![CDATA[ x", "a < b &am"):
        assert parse_html(f"<p>a</p>{end}").text() == f"a{html.unescape(end)}"


def test_a_mark_that_no_page_has_is_refused() -> None:
    with pytest.raises(AuthorError) as caught:
        parse_html("<![what[x]]>")
    assert caught.value.code == "E_CONVERT_BROKEN"
