"""``ctxpack completion``: the script that teaches a shell to complete `ctxpack`, and what it asks for."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

SHELLS = ("bash", "zsh", "fish", "powershell")
CANDIDATES = "candidates"

COMMAND = Command(
    "completion",
    "Print the script that teaches a shell to complete commands, options and names of packs.",
    positional=Positional(
        "SHELL",
        "bash, zsh, fish or powershell; or `candidates -- WORD…`, which the scripts ask for",
        minimum=1,
        source=SHELLS,
    ),
    epilog='Example: eval "$(ctxpack completion bash)"',
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a script, or the words that may come next."""
    from installer_cli.errors import ERRORS

    shell, *words = arguments.words
    if shell == CANDIDATES:
        from installer_cli.candidates import candidates

        found = candidates(words)
        for candidate in found:
            console.data(str(candidate))
        rows = [{"word": candidate.word, "about": candidate.about} for candidate in found]
        console.result({"command": "completion", "candidates": rows})
        return 0
    if shell not in SHELLS or words:
        reason = f"`{' '.join(arguments.words)}` is not one of {', '.join(SHELLS)}"
        raise ERRORS.error("E_USAGE_VALUE", option="SHELL", reason=reason, command="completion")
    from installer_cli.shells import SCRIPTS

    console.data(SCRIPTS[shell].rstrip("\n"))
    console.result({"command": "completion", "shell": shell, "script": SCRIPTS[shell]})
    return 0
