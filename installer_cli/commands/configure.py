"""``ctxpack configure``: give a pack the company's own values."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.inputs.value import Input, Value
    from installer_cli.project import Project
    from installer_cli.wants import Wants

COMMAND = Command(
    "configure",
    "Give a pack your own values: names, thresholds, days. They are kept in `ctxpack.toml`.",
    positional=Positional("PACK", "an installed pack", minimum=1, maximum=1),
    options=(
        Option("--set", "a value; nothing after `=` takes it back", metavar="KEY=VALUE", repeat=True),
        Option("--show", "show the values and ask for none"),
    ),
    epilog="At a terminal, what is not given is asked for. Updates never touch the values.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Take, ask for and keep the values, and tell them to the agent."""
    from installer_cli.inputs.place import inputs_of, manifest_in, refuse_edited
    from installer_cli.inputs.value import take_given
    from installer_cli.meant import installed_names, not_installed

    pack = arguments.words[0]
    with Session(arguments, console) as session, session.locked():
        manifest = manifest_in(session.project, pack)
        if manifest is None:
            raise not_installed(pack, installed_names(session.project))
        inputs = inputs_of(manifest)
        wants = session.wants()
        values = {**wants.inputs.get(pack, {})}
        take_given(inputs, values, arguments.texts("set"), pack)
        if not arguments.flag("show"):
            _complete(console, inputs, values, pack, ask=not arguments.flag("set"))
            changed = wants.with_inputs(pack, values)
            session.check_unwritten()
            _keep(session.project, changed)
            refuse_edited(session.project, changed.inputs)
    for item in inputs:
        console.data(_line(item, values))
    if not inputs:
        console.note(f"`{pack}` asks for nothing")
    rows = [_row(item, values) for item in inputs]
    console.result({"command": "configure", "pack": pack, "inputs": rows})
    return 0


def _keep(project: Project, wants: Wants) -> None:
    """Write the values down and tell them, both or neither."""
    from installer_cli.inputs.place import manifest_in, stage_inputs
    from installer_cli.project import MANIFEST
    from installer_cli.stage import Stage
    from installer_cli.target import SHARED

    with Stage(project, SHARED) as stage:
        text = wants.text.encode("utf-8")
        if text != project.read(MANIFEST):
            stage.write(MANIFEST, text)
        stage_inputs(stage, project, wants.inputs, lambda name: manifest_in(project, name))
        if not stage.is_empty:
            stage.commit()


def _complete(
    console: Console, inputs: list[Input], values: dict[str, Value], pack: str, *, ask: bool
) -> None:
    """Ask at a terminal for what is missing, or for everything if nothing was given; else say what to add."""
    missing = [item for item in inputs if item.required and item.key not in values]
    if console.can_ask:
        for item in inputs if ask else missing:
            _ask(console, item, values)
    elif missing:
        flags = " ".join(f"--set {item.key}=VALUE" for item in missing)
        titles = [f"{item.key}: {item.title}" for item in missing]
        raise ERRORS.error("E_INPUT_MISSING", pack=pack, flags=flags, reasons=titles)


def _ask(console: Console, item: Input, values: dict[str, Value]) -> None:
    from installer_cli.inputs.value import shown
    from packformat.errors import UsageError

    known = values.get(item.key, item.default)
    choices = f" ({', '.join(item.choices)})" if item.choices else ""
    while True:
        text = console.prompt(f"{item.title}{choices}", "" if known is None else shown(known))
        if not text and (known is not None or not item.required):
            return
        try:
            values[item.key] = item.parse(text)
        except UsageError as error:
            console.note(error.message)
        else:
            return


def _line(item: Input, values: dict[str, Value]) -> str:
    from installer_cli.inputs.value import shown

    value = values.get(item.key, item.default)
    told = "not given" if value is None else shown(value)
    default = " (default)" if item.key not in values and value is not None else ""
    return f"{item.key} = {told}{default}"


def _row(item: Input, values: dict[str, Value]) -> dict[str, Any]:
    value = values.get(item.key, item.default)
    return {"key": item.key, "title": item.title, "value": value, "default": item.key not in values}
