"""``ctxpack info``: what the index says of a pack, before it is installed."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName

COMMAND = Command(
    "info",
    "Show what a pack is, needs, may do and costs, and which versions there are.",
    positional=Positional(
        "PACK", "the pack, and a version of it: `name` or `name@1.2.0`", minimum=1, maximum=1, source="known"
    ),
    options=(
        Option(
            "--page",
            "also what the registry's page says of it: what it is not for, its parts, what the checks found",
        ),
    ),
    epilog="Example: ctxpack info accounting-close --page",
)

_LONGEST_BADGE = 40
"""Letters of a badge's name that are shown."""
_LONGEST = 300
"""Characters of one thing that the page says."""


def run(arguments: Arguments, console: Console) -> int:
    """Print one line for each thing there is to know."""
    from installer_cli.columns import row
    from installer_cli.policy.offers import refused_with_required
    from installer_cli.releases import LATEST, find_release, read_documents
    from installer_cli.typed import typed
    from packformat.names import PackName

    word, _, version = arguments.words[0].partition("@")
    name = typed(PackName.parse, word)
    with Session(arguments, console) as session:
        session.settle()
        documents = read_documents(session, name)
        session.remember()
        document = documents[name]
        release = find_release(document, version or LATEST)
        receipt = session.receipts().get(name)
        refused = refused_with_required(session, name, release.version, documents)
        page = _page(session, name, release) if arguments.flag("page") else None
    installed = str(receipt.version) if receipt else None
    rows = [
        *_rows(release),
        *(_said(page) if page else ()),
        *_versions(document),
        *(("policy", sentence) for sentence in refused.sentences),
        ("installed", installed or "no"),
    ]
    console.data(f"{name} {release.version}")
    width = max(len(title) for title, _ in rows)
    for title, text in rows:
        console.data(row(f"  {title:<{width}}  ", text, console.width))
    if page is None:
        console.note(f"What it is not for, its parts, what the checks found: `ctxpack info {name} --page`")
    told = {"page": page} if page else {}
    values = {"refused": refused.rows, **_values(document, release)}
    console.result({"command": "info", "name": name, "installed": installed, **values, **told})
    return 0


def _page(session: Session, name: PackName, release: ReleaseEntry) -> dict[str, Any]:
    from installer_cli.page import page_of

    return page_of(session.registry(session.wants()).release_page(name, release.version))


def _said(page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for title, key in (("for", "professions"), ("where", "jurisdictions"), ("not for", "not_for")):
        for text in page[key]:
            yield title, printable(text, _LONGEST)
    for part in page["components"]:
        yield "part", printable(": ".join(filter(None, (part["label"], part["summary"]))), _LONGEST)
    for finding in page["checks"]["findings"]:
        yield "finding", printable(f"{finding['severity']}: {finding['message']}", _LONGEST)


def _rows(release: ReleaseEntry) -> Iterator[tuple[str, str]]:
    from installer_cli.advised import shown_advice, shown_advisory
    from installer_cli.consent import list_powers
    from installer_cli.progress import shown_size

    yield "summary", release.summary
    yield "published", release.published_at[:10]
    yield (
        "size",
        f"{release.files} files, {shown_size(release.unpacked)}, {shown_size(release.size)} to download",
    )
    for requirement in release.requires:
        yield "requires", f"{requirement.name} {requirement.specifier}"
    for power in list_powers(release):
        yield "may do", power
    for key, words in (("always", "in every session"), ("on_use", "when used")):
        if key in release.tokens:
            yield "tokens", f"~{release.tokens[key]} {words}"
    for badge in release.badges:
        yield "badge", printable(badge, _LONGEST_BADGE)
    for advisory in release.advisories:
        yield "advisory", shown_advisory(advisory).removeprefix("advisory ")
        yield "what to do", shown_advice(advisory)
    if release.yanked is not None:
        yield "yanked", release.yanked or "no reason given"


def _versions(document: PackDocument) -> Iterator[tuple[str, str]]:
    shown = [f"{item.version}{_mark(item)}" for item in reversed(document.releases)]
    yield "versions", ", ".join(shown)


def _mark(release: ReleaseEntry) -> str:
    if release.yanked is not None:
        return " (yanked)"
    return " (advisory)" if release.advisories else ""


def _values(document: PackDocument, release: ReleaseEntry) -> dict[str, object]:
    return {
        "release": release.as_dict(),
        "versions": [
            {
                "version": str(item.version),
                "published_at": item.published_at,
                "yanked": item.yanked,
                "advisories": [advisory.id for advisory in item.advisories],
            }
            for item in document.releases
        ],
    }
