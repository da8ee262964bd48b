"""``ctxpack diff``: what the user has changed of packs, or what another version would change."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.compare import FileDifference
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from packformat.names import PackName

COMMAND = Command(
    "diff",
    "Show what you have changed of a pack, or what going to another version of it would change.",
    positional=Positional(
        "PACK",
        "a pack, and a version or `latest` to compare with; none for what you changed",
        maximum=2,
        source="installed",
    ),
    options=(Option("--content", "show the lines, too"),),
    epilog="Example: ctxpack diff accounting-close latest --content",
)


def run(arguments: Arguments, console: Console) -> int:
    """Compare with the disk, or with a release."""
    with Session(arguments, console) as session:
        session.settle()
        receipts = session.receipts()
        names = _named(arguments.words[:1], receipts)
        if len(arguments.words) > 1:
            return _with_release(session, arguments, receipts[names[0]])
        return _with_disk(session, arguments, [receipts[name] for name in names])


def _named(words: Sequence[str], receipts: dict[PackName, Receipt]) -> list[PackName]:
    from installer_cli.typed import typed
    from packformat.names import PackName

    if not words:
        return list(receipts)
    name = typed(PackName.parse, words[0])
    if name not in receipts:
        from installer_cli.errors import ERRORS
        from installer_cli.suggest import did_you_mean

        raise ERRORS.error("E_NOT_INSTALLED", pack=name, suggestion=did_you_mean(name, receipts))
    return [name]


def _with_disk(session: Session, arguments: Arguments, receipts: Sequence[Receipt]) -> int:
    from installer_cli.compare import compare_with_disk

    changes = [change for receipt in receipts for change in compare_with_disk(session, receipt)]
    _show(session.console, changes, content=arguments.flag("content"))
    if not changes:
        session.console.note("Every file is as it was installed")
    session.console.result({"command": "diff", "files": _rows(changes, content=arguments.flag("content"))})
    return 0


def _with_release(session: Session, arguments: Arguments, receipt: Receipt) -> int:
    from installer_cli.compare import compare_with_release
    from installer_cli.consent import list_powers
    from installer_cli.releases import find_release, read_documents

    release = find_release(read_documents(session, receipt.name)[receipt.name], arguments.words[1])
    session.remember([release])
    changes = compare_with_release(session, receipt, release)
    requires = _gained_and_lost(
        [str(item) for item in receipt.requires], [str(item) for item in release.requires]
    )
    powers = _gained_and_lost(receipt.powers, list_powers(release))
    console = session.console
    console.data(f"{receipt.name} {receipt.version} → {release.version}")
    for title, rows in (("requires", requires), ("may do", powers)):
        for sign, row in rows:
            console.data(f"{sign} {title}: {row}")
    _show(console, changes, content=arguments.flag("content"))
    console.result(
        {
            "command": "diff",
            "pack": receipt.name,
            "from": str(receipt.version),
            "to": str(release.version),
            "requires": _by_sign(requires),
            "powers": _by_sign(powers),
            "tokens": dict(release.tokens),
            "files": _rows(changes, content=arguments.flag("content")),
        }
    )
    return 0


def _show(console: Console, changes: Sequence[FileDifference], *, content: bool) -> None:
    for change in changes:
        console.data(f"{change.sign} {change.path}")
        for line in change.lines() if content else ():
            console.data(line)


def _rows(changes: Sequence[FileDifference], *, content: bool) -> list[dict[str, object]]:
    return [
        {"path": change.path, "change": change.kind, **({"lines": change.lines()} if content else {})}
        for change in changes
    ]


def _gained_and_lost(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    gained = [("+", row) for row in after if row not in before]
    return [*gained, *(("-", row) for row in before if row not in after)]


def _by_sign(rows: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    return {
        "added": [row for sign, row in rows if sign == "+"],
        "removed": [row for sign, row in rows if sign == "-"],
    }
