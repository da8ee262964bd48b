"""Help pages, rendered from the same `Command` that parses the command line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.arguments import Command, Option

_GAP = 2


def overview(sections: Mapping[str, Mapping[str, str]], version: str) -> str:
    """What ``ctxpack --help`` prints: under what each section is for, its commands with their summaries."""
    width = max(len(name) for commands in sections.values() for name in commands)
    listed = (
        line
        for title, commands in sections.items()
        for line in (f"{title}:", *_columns(list(commands.items()), width), "")
    )
    return "\n".join(
        [
            f"ctxpack {version}: install the context that makes an AI agent good at a job",
            "",
            "Usage: ctxpack COMMAND [OPTIONS]",
            "",
            *listed,
            "Run `ctxpack COMMAND --help` for what a command accepts.",
            "`CTXPACK_REGISTRY` or `[registry] url` in `ctxpack.toml` names the registry.",
        ]
    )


def group_help(name: str, about: str, commands: Iterable[tuple[str, str]]) -> str:
    """What ``ctxpack eval --help`` and its like print."""
    return "\n".join(
        [
            f"ctxpack {name}: {about}",
            "",
            f"Usage: ctxpack {name} COMMAND [OPTIONS]",
            "",
            "Commands:",
            *_columns(list(commands)),
            "",
            f"Run `ctxpack {name} COMMAND --help` for what a command accepts.",
        ]
    )


def command_help(command: Command) -> str:
    """What ``ctxpack COMMAND --help`` prints."""
    lines = [command.summary, "", usage_line(command), ""]
    if command.positional and command.positional.metavar:
        lines += ["Arguments:", *_columns([(command.positional.metavar, command.positional.help)]), ""]
    lines += ["Options:", *_columns([(spelling(option), option.help) for option in command.options])]
    if command.epilog:
        lines += ["", command.epilog]
    return "\n".join(lines)


def usage_line(command: Command) -> str:
    """The one line that shows how a command is called."""
    words = ["Usage: ctxpack", command.name, "[OPTIONS]"]
    if command.positional and command.positional.metavar:
        words.append(command.positional.shown)
    return " ".join(words)


_FEW = 4
"""So many choices are spelled out; more stand in the help's text, which names them."""


def spelling(option: Option) -> str:
    """An option's names and what its value is, in one column whether or not it has a short name."""
    names = f"{option.short}, {option.name}" if option.short else f"    {option.name}"
    value = "|".join(option.choices) if 0 < len(option.choices) <= _FEW else option.metavar
    return f"{names} {value}" if option.metavar else names


def _columns(rows: list[tuple[str, str]], least: int = 0) -> list[str]:
    width = max([least, *(len(left) for left, _ in rows)]) + _GAP
    return [f"  {left:<{width}}{right}" for left, right in rows]
