"""Where the memories of installed packs contradict each other."""

from __future__ import annotations

from installer_cli.health.trouble import NOTE, found
from installer_cli.knowledge.statements import contradictions, statements_of
from packformat.placement import MEMORY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer_cli.health.trouble import Trouble
    from installer_cli.knowledge.statements import Statement
    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from packformat.names import PackName


def check_knowledge(project: Project, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """Terms and figures that two packs lay down differently: an agent that loads both follows either."""
    for first, other in contradictions(_statements(project, receipts)):
        yield found(
            "E_CONTRADICTION",
            severity=NOTE,
            name=first.name,
            first=_said(first),
            other=_said(other),
        )


def _statements(project: Project, receipts: Mapping[PackName, Receipt]) -> Iterator[Statement]:
    for receipt in receipts.values():
        for path in receipt.files:
            data = project.read(path) if path.startswith(f"{MEMORY}/") else None
            yield from statements_of(receipt.name, path, data or b"")


def _said(statement: Statement) -> str:
    return f"“{statement.shown}” in {statement.pack} (`{statement.path}`, line {statement.line})"
