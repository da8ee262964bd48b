"""Command lines: a small declarative parser, because importing argparse costs more than a whole command.

A command states its `Command` once; parsing, ``--help``, shell completion and the reference page are all
made from it.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Option:
    """One ``--option``; with a ``metavar`` it takes a value, with ``repeat`` it may be given again."""

    __slots__ = ("choices", "help", "metavar", "name", "repeat", "short")

    def __init__(
        self,
        name: str,
        help: str,  # noqa: A002 - what every command-line library calls it
        *,
        metavar: str = "",
        short: str = "",
        repeat: bool = False,
        choices: tuple[str, ...] = (),
    ):
        self.name = name
        self.help = help
        self.metavar = metavar
        self.short = short
        self.repeat = repeat
        self.choices = choices

    @property
    def key(self) -> str:
        """The name that `Arguments` answers to: ``--dry-run`` is ``dry_run``."""
        return self.name.lstrip("-").replace("-", "_")


class Positional:
    """What stands without a dash: ``minimum`` to ``maximum`` words (``maximum`` None for any number).

    ``source`` says where shell completion finds such words: ``installed`` or ``known`` packs, ``files``, or
    the words themselves.
    """

    __slots__ = ("help", "maximum", "metavar", "minimum", "source")

    def __init__(
        self,
        metavar: str,
        help: str,  # noqa: A002 - as above
        minimum: int = 0,
        maximum: int | None = None,
        *,
        source: str | tuple[str, ...] = "",
    ):
        self.metavar = metavar
        self.help = help
        self.minimum = minimum
        self.maximum = maximum
        self.source = source

    @property
    def shown(self) -> str:
        """How a usage line shows it."""
        text = self.metavar + ("…" if self.maximum is None else "")
        return text if self.minimum else f"[{text}]"


class Command:
    """What a command accepts, and the words its help is made of."""

    __slots__ = ("epilog", "name", "options", "positional", "summary")

    def __init__(
        self,
        name: str,
        summary: str,
        *,
        positional: Positional | None = None,
        options: Sequence[Option] = (),
        epilog: str = "",
    ):
        self.name = name
        self.summary = summary
        self.positional = positional
        self.options = (*options, *COMMON_OPTIONS)
        self.epilog = epilog


class Arguments:
    """A parsed command line: the command, its words, each option by its key, and the ``line`` as typed."""

    __slots__ = ("_values", "command", "line", "words")

    def __init__(
        self, command: str, words: list[str], values: dict[str, list[str]], line: Sequence[str] = ()
    ):
        self.command = command
        self.words = words
        self._values = values
        self.line = tuple(line)

    def flag(self, key: str) -> bool:
        """Whether the option was given."""
        return key in self._values

    def with_flag(self, key: str) -> Arguments:
        """The same with one more option, which takes no value."""
        return Arguments(self.command, self.words, {**self._values, key: []}, self.line)

    def value(self, key: str) -> str | None:
        """The option's value, the last one when it was repeated; None when it was not given."""
        return self._values[key][-1] if key in self._values else None

    def texts(self, key: str) -> list[str]:
        """Every value given for the option, as it was given."""
        return list(self._values.get(key, []))

    def values(self, key: str) -> list[str]:
        """Every value given for the option; ``a,b`` counts as two."""
        return [part for value in self._values.get(key, []) for part in value.split(",") if part]


COMMON_OPTIONS = (
    Option(
        "--project",
        "the project's folder (default: the nearest one above with a `ctxpack.toml`)",
        metavar="DIR",
    ),
    Option("--global", "your own packs in `~/.claude`, which the agent loads in every project"),
    Option("--registry", "address of the registry, `https://…` or `file:///…`", metavar="URL"),
    Option(
        "--offline", "reach no network: choose from the index as last seen, end with 7 where more is needed"
    ),
    Option("--json", "print one JSON document instead of text, also for errors"),
    Option("--quiet", "print errors only", short="-q"),
    Option("--color", "colour the output", metavar="WHEN", choices=("auto", "always", "never")),
    Option("--help", "show this help", short="-h"),
)

INSTALLING = (
    Option(
        "--yes", "do not ask about the plan; new powers and severe advisories are still asked for", short="-y"
    ),
    Option(
        "--allow",
        "agree to new powers: hooks,commands,servers,hosts,secrets,tools,files,programs or all",
        metavar="KINDS",
        repeat=True,
    ),
    Option(
        "--despite",
        "take versions in spite of these critical or high advisories, such as `CTXA-7`",
        metavar="IDS",
        repeat=True,
    ),
    Option(
        "--max-always-tokens", "refuse when all packs together would cost every session more", metavar="N"
    ),
    Option("--check", "run the rules of `ctxpack check` on what comes, and refuse what they refuse"),
    Option("--dry-run", "show the plan and change nothing"),
)
"""For the commands that may bring packs into a project."""
ONLY = Option(
    "--only",
    "take only this component, such as `skill:bank-rec`, and what it needs",
    metavar="COMPONENTS",
    repeat=True,
)
"""For the commands that are about a part of a pack."""
CLAUDE = "claude"
TARGET = Option(
    "--target",
    "also for this agent: agents, codex, copilot, cursor, gemini; may be repeated",
    metavar="AGENT",
    repeat=True,
    choices=(CLAUDE, "agents", "codex", "copilot", "cursor", "gemini"),
)
"""For the command that says who reads the packs; the words are those of `packformat.targets.agents`."""
MIN_AGE = Option(
    "--min-age", "take no release younger than this, unless it is locked already", metavar="DAYS"
)
"""For the commands that choose releases."""


def count_early(words: Sequence[str]) -> int:
    """How many words, of options that every command has, stand before the command itself."""
    values = {
        name: bool(option.metavar)
        for option in COMMON_OPTIONS
        for name in (option.name, option.short)
        if name
    }
    count = 0
    while count < len(words):
        name, equals, _ = words[count].partition("=")
        if name not in values:
            break
        count += 2 if values[name] and not equals else 1
    return count


def parse(command: Command, argv: Sequence[str]) -> Arguments:
    """Read a command line; raises E_USAGE_* for what the command does not accept."""
    by_name = {name: option for option in command.options for name in (option.name, option.short) if name}
    words: list[str] = []
    values: dict[str, list[str]] = {}
    rest = iter(argv)
    for word in rest:
        if word == "--":
            words.extend(rest)
        elif word.startswith("-") and word != "-":
            _read_option(command, by_name, word, rest, values)
        else:
            words.append(word)
    arguments = Arguments(command.name, words, values, ("ctxpack", *command.name.split(), *argv))
    if not arguments.flag("help"):
        _check_count(command, words)
    return arguments


def _read_option(
    command: Command, by_name: dict[str, Option], word: str, rest: Iterable[str], values: dict[str, list[str]]
) -> None:
    name, equals, value = word.partition("=")
    option = by_name.get(name)
    if option is None:
        raise _unknown(command, name, by_name)
    if not option.metavar:
        if equals:
            raise ERRORS.error("E_USAGE_VALUE", option=name, reason="it takes no value", command=command.name)
    elif not equals:
        following = next(iter(rest), None)
        if following is None:
            raise ERRORS.error(
                "E_USAGE_VALUE", option=name, reason="its value is missing", command=command.name
            )
        value = following
    if option.choices and value not in option.choices:
        reason = f"`{value}` is not one of {', '.join(option.choices)}"
        raise ERRORS.error("E_USAGE_VALUE", option=name, reason=reason, command=command.name)
    if option.key in values and option.metavar and not option.repeat:
        raise ERRORS.error("E_USAGE_VALUE", option=name, reason="it was given twice", command=command.name)
    values.setdefault(option.key, []).append(value)


def _unknown(command: Command, name: str, by_name: Iterable[str]) -> Exception:
    from installer_cli.suggest import option_meant

    return ERRORS.error(
        "E_USAGE_OPTION", option=name, command=command.name, suggestion=option_meant(name, by_name)
    )


def _check_count(command: Command, words: list[str]) -> None:
    positional = command.positional or Positional("", "", maximum=0)
    if len(words) < positional.minimum:
        raise ERRORS.error("E_USAGE_MISSING", metavar=positional.metavar, command=command.name)
    if positional.maximum is not None and len(words) > positional.maximum:
        raise ERRORS.error("E_USAGE_EXTRA", word=words[positional.maximum], command=command.name)
