"""What documents hold that is made from the code: `python -m tests.support.generated_docs` writes it."""

import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from installer_cli import INTERRUPTED_EXIT_CODE
from installer_cli.arguments import COMMON_OPTIONS, Command, Option
from installer_cli.errors import ERRORS
from installer_cli.main import COMMANDS, SECTIONS, module_of
from installer_cli.usage import spelling, usage_line
from packformat.codes import FORMAT
from packformat.convert.limits import LIMITS as DOCUMENT_LIMITS
from packformat.convert.result import LOSSES
from packformat.errors import CtxpackError, ErrorTable
from packformat.paths import DEFAULT_LIMITS
from packformat.powers.value import SENTENCES
from packformat.rules import RULES, Rule
from packformat.schema import pack_schema
from packformat.targets.agents import TARGETS, Agent, place_of
from registry.errors import ERRORS as REGISTRY_ERRORS
from registry.problems import status_of
from tests.support.rule_cases import all_cases

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"(<!-- made from the code: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
DECIDED = re.compile(r"^\*\*(Decided|Replaced)\*\* (\d{4}-\d\d-\d\d(?: by \[\d+\]\([^)]+\))?)", re.MULTILINE)
MEANINGS = {
    "archive": "bytes of the archive as it is sent",
    "unpacked": "bytes of all files together",
    "file": "bytes of one file",
    "files": "files",
    "manifest": "bytes of `pack.toml`",
    "path": "bytes of a path in UTF-8",
    "component": "bytes of one folder's or file's name in UTF-8",
    "depth": "folders above a file",
}


def rendered(text: str) -> str:
    """A document with its made parts as they should be."""
    return BLOCK.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}{found[3]}", text)


def _errors(table: ErrorTable = FORMAT) -> str:
    rows = (
        f"| `{code}` | {row.family.family} | {_cell(row.message)} | {_cell(row.hint)} |"
        for code, row in table
    )
    return _table("| code | at fault | message | hint |", rows)


def _clients() -> str:
    loads = {"whole": "", "error": ", and an error in its list", "nothing": "", "off": ""}
    severities = {rule.id: rule.severity for rule in RULES}
    facts = [(case.rule, case.fact) for case in all_cases() if case.fact]
    rows = (
        f"| {fact.what} | {fact.says} | {fact.then}{loads[fact.loads]} "
        f"| [`{rule}`](#{rule.replace('/', '-')}), **{severities[rule]}** |"
        for rule, fact in sorted(facts, key=lambda row: [one.id for one in RULES].index(row[0]))
    )
    return _table("| in a pack | the client's validator says | once it is installed | here |", rows)


def _powers() -> str:
    return _table("| kind | meaning |", (f"| `{kind}` | {SENTENCES[kind]}. |" for kind in SENTENCES))


def _client_errors() -> str:
    return _errors(ERRORS)


def _registry_errors() -> str:
    rows = (
        f"| `{code}` | {int(status_of(row.family(code, row.message)))} | {_cell(row.message)} "
        f"| {_cell(row.hint)} |"
        for code, row in REGISTRY_ERRORS
    )
    return _table("| code | status | detail | hint |", rows)


def _exits() -> str:
    families = [CtxpackError, *CtxpackError.__subclasses__()]
    codes: dict[int, list[str]] = {}
    for family in families:
        codes.setdefault(family.exit_code, []).append(str(family.__doc__).splitlines()[0])
    codes[CtxpackError.exit_code][0] = "Another failure."
    rows = {0: "Done, or nothing was to be done."}
    rows |= {code: " ".join(meanings) for code, meanings in codes.items()}
    rows |= {INTERRUPTED_EXIT_CODE: "Interrupted at the keyboard."}
    return _table("| code | meaning |", (f"| {code} | {rows[code]} |" for code in sorted(rows)))


def _commands() -> str:
    index = _table(
        "| what for | commands |", (_section_row(title, names) for title, names in SECTIONS.items())
    )
    return f"{index}\n" + "\n".join(_command_text(command_of(name)) for name in COMMANDS) + "\n"


def _section_row(title: str, names: Iterable[str]) -> str:
    links = ", ".join(f"[`{name}`](#{name.replace(' ', '-')})" for name in names)
    return f"| {title} | {links} |"


def command_of(name: str) -> Command:
    """What a command accepts."""
    command: Command = importlib.import_module(module_of(name)).COMMAND
    return command


def _command_text(command: Command) -> str:
    lines = [f"### `{command.name}`", "", command.summary, "", f"    {usage_line(command)}", ""]
    if command.positional and command.positional.metavar:
        lines += [f"`{command.positional.metavar}`: {command.positional.help}.", ""]
    own = [option for option in command.options if option not in COMMON_OPTIONS]
    if own:
        lines += _option_rows(own)
    if command.epilog:
        lines += [command.epilog.replace("Example: ", "    "), ""]
    return "\n".join(lines)


def _common_options() -> str:
    return "\n".join(["", *_option_rows(COMMON_OPTIONS)])


def _option_rows(options: Iterable[Option]) -> list[str]:
    rows = (f"| `{_cell(spelling(option).strip())}` | {_cell(option.help)} |" for option in options)
    return ["| option | meaning |", "|---|---|", *rows, ""]


def _fields() -> str:
    rows = (_field_row(name, field) for name, field in pack_schema()["properties"].items())
    return _table("| field | value | needed | meaning |", rows)


def _field_row(name: str, field: dict[str, Any]) -> str:
    needed = "yes" if name in pack_schema()["required"] else ""
    return f"| `{name}` | {_kind(field)} | {needed} | {_cell(_about(field))} |"


def _limits() -> str:
    limits = DEFAULT_LIMITS._asdict()
    return _table("| limit | of |", (f"| {limits[name]:,} | {MEANINGS[name]} |" for name in limits))


def _rules() -> str:
    return "\n" + "\n".join(_rule_text(rule) for rule in RULES) + "\n"


def _rule_text(rule: Rule) -> str:
    anchor = rule.id.replace("/", "-")
    reason = rule.left_to_people
    change = (
        f"A person makes the change: {reason}." if reason else "A program can make the change, in most cases."
    )
    said = f"{rule.about} Severity: **{rule.severity}**. {change}"
    return f'<a id="{anchor}"></a>\n\n### `{rule.id}`\n\n{said}\n'


def _kind(field: dict[str, Any]) -> str:
    kind = field.get("type", "table" if "$ref" in field else "number")
    return {"string": "text", "object": "table", "array": "list"}.get(kind, kind)


def _about(field: dict[str, Any]) -> str:
    schema: dict[str, Any] = pack_schema()["$defs"]
    referred = schema[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
    return str(field.get("description") or referred.get("description") or "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _decisions() -> str:
    rows = (_decision_row(path) for path in sorted((DOCS / "adr").glob("0*.md")))
    return _table("| | decision | state |", rows)


def _decision_row(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    number, title = text.splitlines()[0].removeprefix("# ").split(". ", 1)
    state = DECIDED.search(text)
    if state is None:
        raise ValueError(f"{path} does not say since when it is decided")
    return f"| {number} | [{_cell(title)}]({path.name}) | {state[1].lower()} {state[2]} |"


def _table(head: str, rows: Iterator[str]) -> str:
    line = "|" + "---|" * (head.count("|") - 1)
    return "\n".join(["", head, line, *rows, "", ""])


def _losses() -> str:
    return _table(
        "| kind | told as |", (f"| {kind} | {_cell(text)} |" for kind, text in sorted(LOSSES.items()))
    )


def _document_limits() -> str:
    return _table(
        "| documents | at most | |",
        (f"| {limit.kinds} | {limit.most:,} | {limit.of} |" for limit in DOCUMENT_LIMITS.values()),
    )


def _targets() -> str:
    """A row for each other agent: where it reads what, and what it does not get."""
    rows = (
        f"| `{name}` | {agent.title} | {', '.join(_target_places(agent))} | {_target_lacks(agent)} |"
        for name, agent in TARGETS.items()
    )
    return _table("| word | agent | reads | does not get |", rows)


def _target_places(agent: Agent) -> Iterator[str]:
    for kind in ("skill", "memory", "server", "agent", "command"):
        if place := place_of(agent, kind):
            yield f"{kind} `{place}`"


def _target_lacks(agent: Agent) -> str:
    return "; ".join(f"{kind}: {reason}" for kind, reason in agent.lacks.items())


PARTS = {
    "client_errors": _client_errors,
    "clients": _clients,
    "commands": _commands,
    "common_options": _common_options,
    "decisions": _decisions,
    "errors": _errors,
    "exits": _exits,
    "fields": _fields,
    "limits": _limits,
    "losses": _losses,
    "document_limits": _document_limits,
    "powers": _powers,
    "registry_errors": _registry_errors,
    "rules": _rules,
    "targets": _targets,
}

if __name__ == "__main__":
    for document in sorted(DOCS.rglob("*.md")):
        document.write_text(rendered(document.read_text(encoding="utf-8")), encoding="utf-8")
