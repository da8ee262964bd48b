"""The map of a wiki: pages and sources as nodes, links and citations as edges, as values and as a picture."""

from __future__ import annotations

import math
from html import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.wiki.wiki import Wiki

_MARGIN, _STEP, _LABEL = 180, 46, 24
"""Pixels around the circle, along it from page to page, and the longest label in characters."""


def graph_of(wiki: Wiki) -> dict[str, Any]:
    """Plain values in a fixed order; links to pages that are not there are left to the lint."""
    known = {page.slug for page in wiki.pages}
    links = sorted({(page.slug, slug) for page in wiki.pages for slug in wiki.targets(page) if slug in known})
    links = [(one, other) for one, other in links if one != other]
    cites = sorted({(page.slug, citation.source) for page in wiki.pages for citation in page.citations()})
    return {
        "pages": [
            {
                "id": page.slug,
                "title": page.title,
                "type": page.kind,
                "linked_from": sum(target == page.slug for _, target in links),
            }
            for page in wiki.pages
        ],
        "sources": [{"id": source.id, "title": source.title, "date": source.date} for source in wiki.sources],
        "links": [{"from": one, "to": other} for one, other in links],
        "cites": [{"page": page, "source": source} for page, source in cites],
    }


def picture_of(graph: dict[str, Any]) -> str:
    """The pages around a circle and the links between them, as SVG 1.1 that also reads as a list."""
    pages = graph["pages"]
    radius = max(_STEP * len(pages) / math.tau, _STEP)
    size = 2 * (radius + _MARGIN)
    middle = size / 2
    angles = {page["id"]: math.tau * number / max(len(pages), 1) for number, page in enumerate(pages)}
    points = {
        name: (middle + radius * math.cos(angle), middle + radius * math.sin(angle))
        for name, angle in angles.items()
    }
    lines = [_line(points[link["from"]], points[link["to"]], middle) for link in graph["links"]]
    nodes = [_node(page, points[page["id"]], angles[page["id"]]) for page in pages]
    about = f"{len(pages)} pages, {len(graph['links'])} links, {len(graph['sources'])} sources"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size:.0f} {size:.0f}" role="img">',
            f"<title>Map of the wiki: {about}</title>",
            *lines,
            *nodes,
            "</svg>\n",
        ]
    )


def _line(start: tuple[float, float], end: tuple[float, float], middle: float) -> str:
    curve = f"M{start[0]:.1f} {start[1]:.1f}Q{middle:.1f} {middle:.1f} {end[0]:.1f} {end[1]:.1f}"
    return f'<path d="{curve}" fill="none" stroke="#888" stroke-opacity=".6"/>'


def _node(page: dict[str, Any], point: tuple[float, float], angle: float) -> str:
    """A page that more pages link to is drawn larger; what stands left of the middle reads outwards too."""
    x, y = point
    is_left = math.cos(angle) < 0
    title = page["title"] if len(page["title"]) <= _LABEL else page["title"][: _LABEL - 1] + "…"
    turned = math.degrees(angle) + (180 if is_left else 0)
    radius = 4 + min(page["linked_from"], 8)
    place = (
        f'x="{-radius - 5 if is_left else radius + 5}" y="4" text-anchor="{"end" if is_left else "start"}"'
    )
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate({turned:.1f})">'
        f"<title>{escape(page['title'])} ({escape(page['type'])}), linked from {page['linked_from']}</title>"
        f'<circle r="{radius}" fill="#2563eb"/>'
        f'<text {place} font-size="13" fill="currentColor">{escape(title)}</text></g>'
    )
