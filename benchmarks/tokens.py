"""What the token costs of packs differ by from the client's: `python -m benchmarks.tokens PLUGIN…`.

Each folder is a plugin of anybody's. The unmodified Claude Code client is asked for what it would cost
(`claude plugin details`), and its figures are held against ours: the total of a session, the total of those
parts that it lists, and the rounded figures of each.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from installer_cli.foreign import read_foreign
from packformat.build import build_pack
from packformat.errors import CtxpackError
from packformat.importing.imported import import_files
from packformat.tokens import Cost, sum_of
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.inventory import PART_COST, agrees, always_on_tokens

LISTED = ("skill", "agent", "command")


class Row(NamedTuple):
    """A plugin: the tokens of a session as the client sums them up, as we do, and as we do of what it lists.

    ``left_out`` are parts that it does not list, ``differing`` those of which it shows other figures.
    """

    name: str
    theirs: int
    ours: int
    of_listed: int
    left_out: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def kind(self) -> str:
        """In what it differs."""
        if self.differing:
            return "other figures, or a part listed twice"
        if self.theirs != self.of_listed:
            return "another sum"
        return "parts left out" if self.left_out else "the same"


def main(*plugins: str) -> None:
    rows = list[Row]()
    with tempfile.TemporaryDirectory() as folder:
        for number, plugin in enumerate(plugins):
            claude = ForeignClient(claude_command(), Path(folder) / str(number))
            trusted = {"projects": {str(claude.project): {"hasTrustDialogAccepted": True}}}
            (claude.home / ".claude.json").write_text(json.dumps(trusted), encoding="utf-8")
            row = measured(claude, Path(plugin))
            print(row or f"{plugin}: the client does not load it", flush=True)
            rows += [row] if row else []
    print(f"{len(rows)} plugins:", dict(Counter(row.kind for row in rows)))


def measured(claude: ForeignClient, plugin: Path) -> Row | None:
    """What client and estimator make of a plugin; None where either refuses it."""
    try:
        read = read_foreign(str(plugin))
        imported = import_files(read.entries, read.name)
        built = build_pack(imported.entries, folder=str(imported.manifest.name))
    except CtxpackError:
        return None
    name = str(built.manifest.name)
    for entry in built.entries:
        place = claude.project / ".claude" / "skills" / name / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(entry.data)
    details = claude.run("plugin", "details", name).output
    if "Projected token cost" not in details:
        return None
    parts = [(part.name, cost) for part, cost in built.costs.components.items() if part.kind in LISTED]
    rest, listed, differing = list(parts), list[Cost](), list[str]()
    for shown in PART_COST.findall(details):
        fit = next((part for part in rest if _fits(shown, *part)), None)
        if fit:
            rest.remove(fit)
            listed.append(fit[1])
        else:
            differing.append(shown[0])
    return Row(
        name,
        always_on_tokens(details),
        sum_of(cost for _, cost in parts).always,
        sum_of(listed).always,
        tuple(part for part, _ in rest),
        tuple(differing),
    )


def _fits(shown: tuple[str, str, str], name: str, cost: Cost) -> bool:
    return shown[0] == name and agrees(shown[1], cost.always) and agrees(shown[2], cost.on_use)


if __name__ == "__main__":
    main(*sys.argv[1:])
