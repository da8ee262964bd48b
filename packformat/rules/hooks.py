"""Rules about hooks: a client passes over what it does not know, so a guard can be missing without a word."""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.codes import FORMAT
from packformat.edits import Edit
from packformat.paths import HOOKS_PATH
from packformat.powers.hooks import command_line
from packformat.rules.base import AUTHOR_KNOWS, MORE_POWER, Rule, Seen, seen_error
from packformat.rules.handlers import GUARDS, flaws_of, handlers_within
from packformat.rules.offers import once
from packformat.rules.plugin import named_values
from packformat.rules.textfile import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

EVENTS = (
    "ConfigChange", "CwdChanged", "DirectoryAdded", "Elicitation", "ElicitationResult", "FileChanged",
    "InstructionsLoaded", "MessageDisplay", "Notification", "PermissionDenied", "PermissionRequest",
    "PostCompact", "PostModelSwitch", "PostToolBatch", "PostToolUse", "PostToolUseFailure", "PreCompact",
    "PreModelSwitch", "PreToolUse", "SessionEnd", "SessionStart", "Setup", "Stop", "StopFailure",
    "SubagentStart", "SubagentStop", "TaskCompleted", "TaskCreated", "TeammateIdle", "UserPromptExpansion",
    "UserPromptSubmit", "WorktreeCreate", "WorktreeRemove",
)  # fmt: skip
"""Events on which clients are known to run hooks; newer clients may know more."""
_NESTING = "nest it: event, a list, `hooks:`, a list of handlers"
_ROOT = "${CLAUDE_PLUGIN_ROOT}"
_UNQUOTED_ROOT = re.compile(r"""(?:^|[\s=;&|(])\$\{CLAUDE_PLUGIN_ROOT\}""")
_FILE_BELOW_ROOT = re.compile(
    r"\$\{?CLAUDE_PLUGIN_ROOT\}?\"?'?/([\w./-]+\.(?:sh|py|js|mjs|cjs|ts|rb|cmd|ps1))"
)
_STARTED = re.compile(r"""["']?\$\{?CLAUDE_PLUGIN_ROOT\}?["']?/([\w./-]+)""")
_RUN_BY = {
    "sh": "sh",
    "bash": "bash",
    "zsh": "zsh",
    "py": "python3",
    "js": "node",
    "mjs": "node",
    "cjs": "node",
}
"""What runs a file of an ending that is no program of itself."""
_LEADING = re.compile(
    r"\b(ANTHROPIC_(?:BASE_URL|AUTH_TOKEN|API_KEY)|(?:HTTPS?|ALL)_PROXY|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|"
    r"LD_PRELOAD|DYLD_INSERT_LIBRARIES)\s*=(?!=)",
    re.IGNORECASE,
)
_UNSET = re.compile(r"\$\{?(CLAUDE_PLUGIN_DATA|CLAUDE_SKILL_DIR)\b")


class Handler(NamedTuple):
    """One thing that a client does on an event: where it is declared, the event, and its fields."""

    path: str
    line: int
    event: str
    fields: dict[str, Any]


def handlers_of(view: PackView) -> Iterator[Handler]:
    """The handlers that a plugin's hooks declare, as far as they have the shape that a client reads."""
    for path, events in _declared(view):
        yield from _handlers(view, path, events)


def front_handlers_of(view: PackView) -> Iterator[Handler]:
    """The handlers that skills and agents declare at their top."""
    for path, events in _at_the_top(view):
        yield from _handlers(view, path, events)


def _declared(view: PackView) -> Iterator[tuple[str, object]]:
    """Where hooks stand that a client runs in every session: the usual file, or what the manifest names."""
    for path, value in named_values(view, "hooks", HOOKS_PATH).items():
        yield path, value.get("hooks", None if path == HOOKS_PATH else value)


def _at_the_top(view: PackView) -> Iterator[tuple[str, object]]:
    for document in view.documents:
        yield document.path, document.front.fields.get("hooks") if document.front else None


def _hooks_file(view: PackView) -> Any:
    return view.json(HOOKS_PATH)[0] if HOOKS_PATH in view.files else None


def _handlers(view: PackView, path: str, events: object) -> Iterator[Handler]:
    for event, fields in handlers_within(events):
        yield Handler(path, _line_of(view, path, event, fields), event, fields)


def _line_of(view: PackView, path: str, event: str, fields: dict[str, Any]) -> int:
    """The line on which a handler's command stands as most write it, or else that of its event."""
    command = str(fields.get("command") or "")
    written = json.dumps(command, ensure_ascii=False)[1:-1] if path.endswith(".json") else command
    return (view.line_of(path, written) if written else 0) or view.line_of(path, event)


def _shape(view: PackView) -> Iterator[Seen]:
    """A file of another shape installs well, and then the client loads no hook of it."""
    value = _hooks_file(view)
    if _declares_nothing(value):
        return
    if not isinstance(value, dict) or "hooks" not in value:
        message = f"`{HOOKS_PATH}` has no outer `hooks`, so a client runs none of what it declares"
        yield Seen(HOOKS_PATH, message, 'put everything into `{"hooks": {…}}`')
    elif not isinstance(value["hooks"], dict):
        message = f"The `hooks` of `{HOOKS_PATH}` are not sorted by event, so a client runs none of them"
        line = view.line_of(HOOKS_PATH, "hooks")
        yield Seen(HOOKS_PATH, message, 'write `{"hooks": {"Stop": […]}}`, with the event of each', line)
    elif not isinstance(value.get("description", ""), str):
        message = f"The `description` of `{HOOKS_PATH}` is no text, so a client runs none of the hooks"
        yield Seen(HOOKS_PATH, message, "use quotes", view.line_of(HOOKS_PATH, "description"))


def _declares_nothing(value: object) -> bool:
    return (value.get("hooks", value) if isinstance(value, dict) else value) in (None, [], {})


def _empty(view: PackView) -> Iterator[Seen]:
    value = _hooks_file(view)
    if value is not None and value != {"hooks": {}} and _declares_nothing(value):
        text = view.files[HOOKS_PATH].data.decode("utf-8").strip()
        edit = Edit(HOOKS_PATH, 1, text, '{"hooks": {}}') if text in {"[]", "{}", '{"hooks": []}'} else None
        message = f"`{HOOKS_PATH}` declares no hook, and in a form that clients complain about"
        yield Seen(HOOKS_PATH, message, 'write `{"hooks": {}}`, or leave the file out', edit=edit)


def _front_shape(view: PackView) -> Iterator[Seen]:
    """Hooks at the top of a file that are no table, or events without the list of groups within."""
    for document in view.documents:
        fields = document.front.fields if document.front else {}
        hooks = fields.get("hooks")
        line = view.line_of(document.path, "hooks")
        if hooks is not None and not isinstance(hooks, dict):
            yield Seen(document.path, "`hooks` is no table of events, so none of it runs", _NESTING, line)
        elif hooks and not any(front_handlers_of(view)):
            message = "`hooks` has no handler within `hooks:` of an event, so none of it runs"
            yield Seen(document.path, message, _NESTING, line)
        for event in EVENTS:
            if event in fields:
                message = f"The hook on `{event}` stands outside `hooks:`, so it never runs"
                fix = "indent it below a line `hooks:`"
                yield Seen(document.path, message, fix, view.line_of(document.path, event))


def _event(view: PackView) -> Iterator[Seen]:
    for path, event in dict.fromkeys((path, event) for path, _, event, _ in _every_handler(view)):
        if event in EVENTS:
            continue
        line = view.line_of(path, event)
        by_case = {known.lower(): known for known in EVENTS}
        near = [by_case[event.lower()]] if event.lower() in by_case else []
        near = near or difflib.get_close_matches(event, EVENTS, n=1, cutoff=0.75)
        edit = Edit(path, line, event, near[0]) if near and line else None
        message = f"No client runs hooks on the event `{event}`"
        yield Seen(
            path,
            message,
            f"did you mean `{near[0]}`?" if near else "name one that clients know, such as `PostToolUse`",
            line,
            edit=edit,
        )


def _type(view: PackView) -> Iterator[Seen]:
    for guards, places in ((GUARDS, _declared(view)), ((), _at_the_top(view))):
        for path, events in places:
            for event, said, fix, refused in flaws_of(events):
                if not refused or event not in guards:
                    message = f"A hook on `{event}` {said}, so clients pass over it"
                    yield Seen(path, message, fix, view.line_of(path, event))


def _guard(view: PackView) -> Iterator[Seen]:
    """One broken hook on these events and a client loads nothing of the plugin: it may be what protects."""
    for path, events in _declared(view):
        for event, said, fix, refused in flaws_of(events):
            if refused and event in GUARDS:
                message = f"A hook on `{event}` {said}: clients then load nothing of the pack"
                yield Seen(path, message, fix, view.line_of(path, event))


def _every_handler(view: PackView) -> Iterator[Handler]:
    yield from handlers_of(view)
    yield from front_handlers_of(view)


def _root(view: PackView) -> Iterator[Seen]:
    for path, line, event, fields in handlers_of(view):
        command = str(fields.get("command") or "")
        if "args" not in fields and _UNQUOTED_ROOT.search(command):
            message = f"The command of a hook on `{event}` breaks where the folder's name has a space"
            quoted = _UNQUOTED_ROOT.sub(lambda found: found[0].replace(_ROOT, f'"{_ROOT}"'), command)
            edit = once(view, path, json.dumps(command), json.dumps(quoted))
            yield Seen(path, message, f'write `"{_ROOT}/…"` in quotes', line, edit=edit)


def _missing_file(view: PackView) -> Iterator[Seen]:
    for path, line, event, fields in _every_handler(view):
        for name in dict.fromkeys(_FILE_BELOW_ROOT.findall(command_line(fields))):
            if name not in view.files:
                message = f"The hook on `{event}` runs `{name}`, which is not in the pack"
                yield Seen(path, message, "add the file, or mend its path", line)


def _not_executable(view: PackView) -> Iterator[Seen]:
    """A file that a hook starts by its name alone, and that no system would start."""
    for path, line, event, fields in handlers_of(view):
        started = _STARTED.match(str(fields.get("command") or "").lstrip())
        name = started[1] if started else ""
        runs = _RUN_BY.get(suffix_of(name))
        if runs and name in view.files and not view.files[name].executable:
            message = f"The hook on `{event}` starts `{name}` by itself, and it is not marked as a program"
            yield Seen(path, message, f"write `{runs}` before it, or mark it with `chmod +x {name}`", line)


def _unset_variable(view: PackView) -> Iterator[Seen]:
    """Named in front matter, these make the client drop the hook without a word."""
    for path, line, event, fields in front_handlers_of(view):
        words = " ".join([str(fields.get("command", "")), *map(str, fields.get("args") or ())])
        for name in dict.fromkeys(_UNSET.findall(words)):
            message = f"The hook on `{event}` names `{name}`, which is not set there, so it never runs"
            yield Seen(path, message, f"use `{_ROOT}` or `${{CLAUDE_PROJECT_DIR}}`", line)


def _environment(view: PackView) -> Iterator[Seen]:
    """Stops a hook that leads the client to another model or proxy, or other programs into it."""
    for path, line, _, fields in _every_handler(view):
        for name in dict.fromkeys(_LEADING.findall(command_line(fields))):
            error = FORMAT.error(
                "E_PRIVILEGE",
                path=path,
                line=line,
                what=f"a hook sets `{name}`, which leads the client elsewhere",
            )
            yield seen_error(error, path)


RULES = (
    Rule(
        "hook/shape",
        "error",
        "`hooks/hooks.json` has the shape that clients load.",
        _shape,
        by_hand=MORE_POWER,
    ),
    Rule(
        "hook/guard",
        "error",
        "A hook that may guard something can be loaded.",
        _guard,
        by_hand=MORE_POWER,
    ),
    Rule(
        "hook/unset-variable",
        "error",
        "Hooks name variables that are set where they run.",
        _unset_variable,
        by_hand=MORE_POWER,
    ),
    Rule(
        "hook/front-shape",
        "error",
        "Hooks of a skill have the shape that clients load.",
        _front_shape,
        by_hand=MORE_POWER,
    ),
    Rule(
        "hook/environment", "error", "Hooks lead the client nowhere else.", _environment, by_hand=AUTHOR_KNOWS
    ),
    Rule("hook/empty", "warning", "A file without hooks is written so that clients accept it.", _empty),
    Rule("hook/event", "warning", "Hooks are declared on events that clients know.", _event),
    Rule(
        "hook/type",
        "warning",
        "Hooks have a type that clients know, and what it needs.",
        _type,
        by_hand=MORE_POWER,
    ),
    Rule("hook/unquoted-root", "warning", "Commands of hooks work in folders with spaces.", _root),
    Rule(
        "hook/not-executable",
        "warning",
        "What hooks start by itself is marked as a program.",
        _not_executable,
        by_hand=MORE_POWER,
    ),
    Rule(
        "hook/missing-file", "warning", "What hooks run is in the pack.", _missing_file, by_hand=AUTHOR_KNOWS
    ),
)
