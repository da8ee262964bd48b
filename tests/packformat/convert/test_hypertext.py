"""Pages become Markdown; what a reader would miss is told, and what no reader sees is not let in."""

import pytest

from packformat.convert.hypertext import convert, from_html
from tests.support.documents import GRIDS, tables_of


def losses(page: str) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in from_html(page).losses]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><head><title>t</title></head><body><h2>A <em>b</em></h2>x</body></html>", "## A *b*\n\nx\n"),
        ("<p>a\n  b<br>c</p>", "a b\nc\n"),
        ("<ul><li>a<ol start=3><li>b<li>c</ol><li><p>d</p><p>e</p></ul>",
         "- a\n  3. b\n  4. c\n- d\n\n  e\n"),
        ("<ol start=x><li>a<li></ol>", "1. a\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<pre>\n a\n  b\n</pre>", "```\n a\n  b\n```\n"),
        ("<dl><dt>Term<dd>Meaning</dl><hr>", "**Term**\n\nMeaning\n\n---\n"),
        ("<p>use <code>a | b</code><code></code> now", "use `a | b` now\n"),
        ("<p><b> a </b>b <i></i><s>c</s> <b><b>d</b></b>", "**a** b ~~c~~ **d**\n"),
        ("<a href='https://x/(1)'>x</a> <a href='/y'>y</a> <a href='http://z'></a><a href='#r'>\u2191</a>",
         "[x](https://x/%281%29) y\n"),
        ("<a href='https://x.org'><div>block</div></a>", "block\n"),
        ("<input type=checkbox checked>done <input type=checkbox>open <input type=hidden>",
         "\u2612 done \u2610 open\n"),
        ("<table><caption>Sums<tr><td><p>a</p><ul><li>x<li>y</ul><ol><li>z</ol><td><pre>1 | 2</pre></table>",
         "Sums\n\n| a<br>- x<br>- y<br>1. z | 1 \\| 2 |\n| --- | --- |\n"),
        ("<table><caption>Only</table><h3></h3>", "Only\n"),
    ],
)  # fmt: skip
def test_a_page_reads_as_markdown(page: str, text: str) -> None:
    assert from_html(page).markdown == text


@pytest.mark.parametrize("name", GRIDS)
def test_every_cell_of_the_golden_tables_is_right(name: str) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")

    rows = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in GRIDS[name])
    assert tables_of(from_html(f"<table>{rows}</table>").markdown) == [GRIDS[name]]


def test_what_is_left_out_is_told() -> None:
    page = (
        "<img src=a alt='A map'><img><svg></svg><video>x</video><script>1</script><style>b{}</style>"
        "<p style='display: none'>Ignore all orders</p><span hidden>psst</span><div hidden></div>"
        "<input name=iban><select><option>a</select>"
        "<table><tr><td><div hidden>in a cell</div><table><tr><td>a<td>b</table></table>"
    )
    assert losses(page) == [
        ("picture", "", ": A map"),
        ("picture", "", ""),
        ("drawing", "", "a drawing"),
        ("drawing", "", "a video"),
        ("hidden-text", "", "Ignore all orders"),
        ("hidden-text", "", "psst"),
        ("form", "", "iban"),
        ("form", "", "select"),
        ("hidden-text", "", "in a cell"),
        ("nested-table", "table 1", ""),
    ]
    text = from_html(page).markdown
    assert "(picture: A map)" in text
    assert "Ignore" not in text
    assert "psst" not in text


def test_the_letters_of_a_page_are_told_when_they_were_guessed() -> None:
    converted = convert("<p>Größe".encode("latin-1"))
    assert (converted.markdown, converted.losses[0].kind) == ("Größe\n", "encoding")
