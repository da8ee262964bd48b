"""``ctxpack status``: how things stand with the packs here, at a glance and without asking anybody."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from installer_cli.standing import Standing
    from packformat.names import PackName

COMMAND = Command(
    "status",
    "Show each pack's cost, what is newer, how its evals and loops ended last; the registry is not asked.",
    positional=Positional("", "", maximum=0),
    epilog="What is newer is what the registry said last; `ctxpack outdated` asks it now.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a paragraph a pack, and what all of them cost."""
    from installer_cli.evals.last import last_of
    from installer_cli.validity import validity_warning

    with Session(arguments.with_flag("offline"), console) as session:
        session.settle()
        receipts = session.receipts()
        project = session.project
        standings, unknown = _standings(session) if receipts else ({}, "")
    tokens, others = _tokens(project, receipts)
    packs = [
        {
            "name": name,
            "version": str(receipt.version),
            "only": list(receipt.only),
            "always_tokens": tokens[name],
            "validity": validity_warning(project, receipt),
            "standing": standings[name].as_dict() if name in standings else None,
            "evals": last_of(project, name),
            "loops": _loops(project, name),
        }
        for name, receipt in receipts.items()
    ]
    for name, pack in zip(receipts, packs, strict=True):
        _show(console, pack, standings.get(name))
    total = sum(tokens.values())
    if not packs:
        console.note("Nothing is installed here")
    else:
        console.data(f"Every session loads about {total:,} tokens of packs, and {others:,} of all else")
    if unknown:
        console.note(f"What is newer is not known here ({unknown}): `ctxpack outdated` asks the registry")
    console.result(
        {
            "command": "status",
            "project": project.root,
            "always_tokens": {"packs": total, "others": others},
            "packs": packs,
            "unknown": unknown,
        }
    )
    return 0


def _standings(session: Session) -> tuple[dict[PackName, Standing], str]:
    """How each locked pack stands, by what the registry said last; or why that cannot be told."""
    from installer_cli.standing import Standing, choose_anew
    from packformat.errors import CtxpackError

    try:
        lockfile = session.lockfile()
        choice = choose_anew(session, lockfile)
    except CtxpackError as error:
        return {}, error.message
    return {name: Standing(pack, choice) for name, pack in lockfile.packs.items()}, ""


def _tokens(project: Project, receipts: Mapping[PackName, Receipt]) -> tuple[dict[PackName, int], int]:
    """What every session loads of each pack, and of all else in the project."""
    from installer_cli.knowledge.loaded import ALWAYS, loaded_texts

    owners = {path: name for name, receipt in receipts.items() for path in receipt.files}
    tokens, others = dict.fromkeys(receipts, 0), 0
    for item in loaded_texts(project):
        if item.when == ALWAYS and item.path in owners:
            tokens[owners[item.path]] += item.tokens
        elif item.when == ALWAYS:
            others += item.tokens
    return tokens, others


def _loops(project: Project, name: PackName) -> list[dict[str, Any]]:
    """Each loop of a pack that has run here, and how that ended; empty while it has not."""
    from installer_cli.loops.find import loops_in
    from packformat.placement import SKILLS

    folder = project.path(f"{SKILLS}/{name}")
    ran = (_loop(project, name, loop) for root, loop in loops_in(project) if root == folder)
    return [loop for loop in ran if loop]


def _loop(project: Project, name: PackName, loop: str) -> dict[str, Any]:
    from installer_cli.loops.journal import Journal
    from installer_cli.loops.state import State
    from installer_cli.project import STATE
    from packformat.errors import CtxpackError

    try:
        state = State(Journal(project.path(f"{STATE}/loops/{name}.{loop}/journal.jsonl")).events)
    except CtxpackError as error:
        return {"name": loop, "turns": 0, "ended": "", "problem": error.message}
    if not state.begin:
        return {}
    ended = (state.end or {}).get("verdict", "")
    return {"name": loop, "turns": len(state.done), "ended": ended, "problem": ""}


def _show(console: Console, pack: Mapping[str, Any], standing: Standing | None) -> None:
    only = f"  (only {', '.join(pack['only'])})" if pack["only"] else ""
    console.data(f"{console.paint(pack['name'], 'bold')} {pack['version']}{only}")
    console.data(f"  about {pack['always_tokens']:,} tokens in every session")
    for line in (*standing.remarks, pack["validity"]) if standing else (pack["validity"],):
        if line:
            console.data(f"  {console.paint('!', 'yellow')} {line}")
    if pack["evals"]:
        console.data(f"  {_evals_line(pack)}")
    for loop in pack["loops"]:
        console.data(f"  {_loop_line(pack['name'], loop)}")


def _evals_line(pack: Mapping[str, Any]) -> str:
    from installer_cli.clock import ago
    from packformat.errors import printable

    last = pack["evals"]
    of = "" if last["version"] == pack["version"] else f" of version {last['version']}"
    void = ", void" if last["verdict"] == "void" else ""
    when, agent = ago(last["ran_at"]), printable(last["agent"], 60)
    return f"evals{of}: {last['met']} of {last['cases']} cases met every time{void}, {when}, {agent}"


def _loop_line(name: str, loop: Mapping[str, Any]) -> str:
    from installer_cli.console import counted

    if loop["problem"]:
        return f"loop {loop['name']}: {loop['problem']}"
    turns = counted(loop["turns"], "turn")
    if loop["ended"]:
        return f"loop {loop['name']}: {loop['ended']} after {turns}"
    return f"loop {loop['name']}: not ended, {turns} so far; `ctxpack loop run {name}/{loop['name']}` goes on"
