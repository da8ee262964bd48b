"""``ctxpack loop new``: begin a loop in a pack from what loops of its kind have in common."""

from __future__ import annotations

import os

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "loop new",
    "Begin a loop in a pack's folder from a template: research, debug or wrap-up.",
    positional=Positional("KIND NAME", "the kind of loop and the loop's name", minimum=2, maximum=2),
    options=(Option("--dir", "the pack's folder (default: this one)", metavar="DIR"),),
    epilog="Example: ctxpack loop new debug fix-the-import",
)


def run(arguments: Arguments, console: Console) -> int:
    """Write ``loops/<name>.toml``; raises E_LOOP_KIND, E_NAME or E_LOOP_EXISTS."""
    from installer_cli.errors import ERRORS
    from packformat.loops.loop import FOLDER, SUFFIX
    from packformat.loops.templates import TEMPLATES, template_text
    from packformat.names import PackName

    kind, name = arguments.words
    if kind not in TEMPLATES:
        raise ERRORS.error("E_LOOP_KIND", kind=kind, kinds=", ".join(TEMPLATES))
    path = os.path.join(arguments.value("dir") or "", FOLDER, f"{PackName.parse(name)}{SUFFIX}")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(template_text(kind))
    except FileExistsError:
        raise ERRORS.error("E_LOOP_EXISTS", path=path) from None
    console.note(f"Wrote {path}: put your own goal and check into it, then run `ctxpack check`")
    console.result({"command": "loop new", "path": path})
    return 0
