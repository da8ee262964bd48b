"""``ctxpack loop show``: what a loop wants, what decides, and the text for Claude Code's ``/goal``."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.loops.find import FoundLoop

COMMAND = Command(
    "loop show",
    "Show the loops of the installed packs, or one of them: goal, check, caps, and the three ways to run it.",
    positional=Positional("LOOP", "the loop's name, PACK/NAME, or the path of its file", maximum=1),
    options=(Option("--goal", "print the text for Claude Code's `/goal`, and nothing else"),),
)


def run(arguments: Arguments, console: Console) -> int:
    """List them, or show one."""
    from installer_cli.loops.find import FoundLoop, find_loop, loops_in
    from installer_cli.project import Project

    project = Project.find(arguments.value("project"))
    if not arguments.words:
        found = [FoundLoop(root, name) for root, name in loops_in(project)]
        for loop in found:
            console.data(f"{loop.pack}/{loop.loop.name}  {loop.loop.title}")
        if not found:
            console.note("No installed pack has a loop")
        console.result({"command": "loop show", "loops": [_document(loop) for loop in found]})
        return 0
    loop = find_loop(project, arguments.words[0])
    document = _document(loop)
    if arguments.flag("goal"):
        console.data(document["goal_text"])
    else:
        _show(console, loop, document, arguments.words[0])
    console.result({"command": "loop show", **document})
    return 0


def _document(found: FoundLoop) -> dict[str, Any]:
    from packformat.loops.loop import LEVELS
    from packformat.loops.permissions import may_reach, permissions_of
    from packformat.loops.skill import skill_name
    from packformat.loops.wording import check_line, goal_text

    loop = found.loop
    return {
        "loop": f"{found.pack}/{loop.name}",
        "title": loop.title,
        "kind": loop.kind,
        "goal": loop.goal,
        "check": check_line(loop, found.root),
        "caps": vars(loop.caps),
        "read_only": list(loop.read_only),
        "autonomy": loop.autonomy,
        "permissions": {
            level: permissions_of(loop, level, found.root, found.tools)._asdict()
            for level in LEVELS
            if may_reach(loop, level)
        },
        "skill": f"/{found.pack}:{skill_name(loop.name)}",
        "goal_text": goal_text(loop, found.root),
    }


def _show(console: Console, found: FoundLoop, document: dict[str, Any], word: str) -> None:
    """``word`` is what the loop was found by, and so what finds it again."""
    caps = found.loop.caps
    console.data(f"{found.loop.title} ({document['loop']}, {found.loop.kind})\n\n{found.loop.goal}\n")
    console.data(f"Decided by:  {document['check']}")
    console.data(
        f"Caps:        {caps.turns} turns, {caps.minutes} minutes, {caps.usd:g} US dollars, "
        f"{caps.no_progress} turns without progress"
    )
    console.data(f"Autonomy:    up to `{found.loop.autonomy}`")
    for level, lines in document["permissions"].items():
        console.data(f"  {level}: {lines['mode']}; unasked: {', '.join(lines['allow'])}")
    if found.loop.read_only:
        console.data(f"Never:       change {', '.join(found.loop.read_only)}")
    console.data(
        f"\nIn Claude Code:       {document['skill']}\n"
        f"As its native goal:   ctxpack loop show {word} --goal\n"
        f"Without anybody:      ctxpack loop run {word}{_agreed_in_advance(found.loop.autonomy)}"
    )


def _agreed_in_advance(level: str) -> str:
    """What a run takes that nobody watches, at the highest level that its author allows."""
    from packformat.loops.loop import ACT, ASK

    return {ASK: " --yes", ACT: " --allow act"}.get(level, "")
