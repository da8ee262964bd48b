"""The map of a wiki has a node a page, and says the same in words and as a picture."""

from pathlib import Path
from xml.etree import ElementTree as ET

from installer_cli.wiki.graph import graph_of, picture_of
from installer_cli.wiki.wiki import Wiki
from tests.support.wikis import SAMPLE, write


def test_pages_sources_links_and_citations_are_in_it() -> None:
    graph = graph_of(Wiki(str(SAMPLE)))
    assert (len(graph["pages"]), len(graph["sources"])) == (12, 10)
    assert {"from": "home", "to": "workshops"} in graph["links"]
    assert {"page": "workshops", "source": "2026-03-02-opening-meeting"} in graph["cites"]
    (tickets,) = [page for page in graph["pages"] if page["id"] == "tickets"]
    assert tickets["linked_from"] == sum(link["to"] == "tickets" for link in graph["links"])


def test_the_picture_is_svg_with_a_named_node_a_page() -> None:
    graph = graph_of(Wiki(str(SAMPLE)))
    root = ET.fromstring(picture_of(graph))  # noqa: S314 - our own text
    groups = root.findall("{http://www.w3.org/2000/svg}g")
    assert len(groups) == len(graph["pages"])
    assert len(root.findall("{http://www.w3.org/2000/svg}path")) == len(graph["links"])
    assert (
        root.find("{http://www.w3.org/2000/svg}title").text
        == "Map of the wiki: 12 pages, 23 links, 10 sources"
    )


def test_titles_cannot_break_the_picture(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    write(
        tmp_path, "wiki/a.md", "---\ntitle: <script> & a very long title of a page\n---\n[a](a.md) [x](x.md)"
    )
    picture = picture_of(graph_of(Wiki(str(tmp_path))))
    assert "<script>" not in picture
    assert "&lt;script&gt; &amp; a very long …</text>" in picture
    ET.fromstring(picture)  # noqa: S314 - our own text


def test_an_empty_wiki_has_an_empty_picture(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    assert "<g " not in picture_of(graph_of(Wiki(str(tmp_path))))
