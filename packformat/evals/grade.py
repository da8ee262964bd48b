"""Grading: from a grader and an outcome to a grade, the same on every machine.

A grader either holds or does not; what a program cannot decide, a criterion in words, is `NOT_JUDGED` until
judges that were asked for it have answered (`packformat.evals.judges`).
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from packformat.digest import Digest
from packformat.evals.entries import folded, tick_off
from packformat.evals.figures import column_of, entries_of, figure_after
from packformat.evals.judges.rubric import KINDS, grade_by_judges
from packformat.evals.outcome import Outcome, Unreadable
from packformat.evals.verdict import MET, NOT_MET, Grade
from packformat.paths import PLUGIN_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_MOST_SHOWN = 5


def grade(grader: Mapping[str, Any], outcome: Outcome) -> Grade:
    """Apply one grader, as the schema's definition ``grader`` describes it."""
    try:
        if grader["type"] in KINDS:
            return grade_by_judges(grader, outcome)
        why = _GRADERS[grader["type"]](grader, outcome)
    except Unreadable as reason:
        why = str(reason)
    return Grade(grader["id"], NOT_MET if why else MET, why)


def grade_all(graders: Iterable[Mapping[str, Any]], outcome: Outcome) -> tuple[Grade, ...]:
    """Apply every grader."""
    return tuple(grade(grader, outcome) for grader in graders)


def _exit_code(grader: Mapping[str, Any], outcome: Outcome) -> str:
    if grader["id"] not in outcome.exit_codes:
        return "its command was not run"
    code = outcome.exit_codes[grader["id"]]
    return "" if code == grader["equals"] else f"the command ended with {code}, not {grader['equals']}"


def _json_schema(grader: Mapping[str, Any], outcome: Outcome) -> str:
    path = str(grader["schema"]).removeprefix(PLUGIN_ROOT + "/")
    schema = Outcome(files=outcome.pack).document(path)
    document = outcome.document(grader["file"])
    error = next(Draft202012Validator(schema).iter_errors(document), None)
    return f"`{grader['file']}` does not follow `{path}`: {error.message[:200]}" if error else ""


def _number(grader: Mapping[str, Any], outcome: Outcome) -> str:
    found = outcome.values(grader["file"], grader["path"])
    if len(found) != 1:
        return f"`{grader['path']}` holds {len(found)} values, not one"
    value, wanted = _decimal(found[0]), Decimal(grader["equals"])
    if abs(value - wanted) <= _tolerance(grader):
        return ""
    return f"`{grader['path']}` is {value}, not {wanted} within {_tolerance(grader)}"


def _sum_ties(grader: Mapping[str, Any], outcome: Outcome) -> str:
    rows = outcome.rows(grader["file"], grader.get("path", ""))
    left, right = (_total(rows, grader[side]) for side in ("left", "right"))
    tolerance = _tolerance(grader)
    if abs(left - right) > tolerance:
        return f"`{grader['left']}` adds up to {left} and `{grader['right']}` to {right}"
    if "equals" in grader and abs(left - Decimal(grader["equals"])) > tolerance:
        return f"`{grader['left']}` adds up to {left}, not {grader['equals']}"
    return ""


def _set_equals(grader: Mapping[str, Any], outcome: Outcome) -> str:
    wanted = grader["equals"]
    found = sorted(outcome.values(grader["file"], grader["path"]))
    expected = sorted([wanted] if isinstance(wanted, str) else wanted)
    if found == expected:
        return ""
    missing = _shown(item for item in expected if item not in found)
    extra = _shown(item for item in found if item not in expected)
    parts = [f"{missing} missing" if missing else "", f"{extra} too much" if extra else ""]
    return f"`{grader['path']}`: " + (", ".join(filter(None, parts)) or "an item stands in it twice")


def _regex(grader: Mapping[str, Any], outcome: Outcome) -> str:
    absent = grader.get("absent", False)
    if bool(re.search(grader["pattern"], _text(grader, outcome))) != absent:
        return ""
    return f"{_place(grader)} {'matches' if absent else 'does not match'} `{grader['pattern']}`"


def _contains(grader: Mapping[str, Any], outcome: Outcome) -> str:
    text = folded(_text(grader, outcome))
    missing = _shown(item for item in grader["texts"] if folded(item) not in text)
    return f"{_place(grader)} does not say {missing}" if missing else ""


def _never_says(grader: Mapping[str, Any], outcome: Outcome) -> str:
    text = folded(_text(grader, outcome))
    said = _shown(item for item in grader["texts"] if folded(item) in text)
    return f"{_place(grader)} says {said}" if said else ""


def _figure(grader: Mapping[str, Any], outcome: Outcome) -> str:
    text, label = _text(grader, outcome), grader["label"]
    value, tolerance = figure_after(text, label), _tolerance(grader)
    exact = [Decimal(grader["equals"])] if "equals" in grader else []
    if "same-as" in grader:
        exact.append(figure_after(text, grader["same-as"]))
    least, most = (Decimal(grader.get(side, value)) for side in ("at-least", "at-most"))
    for wanted in exact:
        if abs(value - wanted) > tolerance:
            return f"`{label}` is {value}, not {wanted} within {tolerance}"
    if value < least - tolerance:
        return f"`{label}` is {value}, less than {least}"
    return f"`{label}` is {value}, more than {most}" if value > most + tolerance else ""


def _adds_up(grader: Mapping[str, Any], outcome: Outcome) -> str:
    items, total = column_of(_text(grader, outcome), grader["column"])
    if abs(sum(items, Decimal(0)) - total) <= _tolerance(grader):
        return ""
    return f"`{grader['column']}` adds up to {sum(items, Decimal(0))}, not to its total {total}"


def _column_has(grader: Mapping[str, Any], outcome: Outcome) -> str:
    text, column = _text(grader, outcome), grader["column"]
    wanted = grader["entries"] if "entries" in grader else entries_of(text, grader["entries-of"])
    missing, extra = tick_off(wanted, entries_of(text, column), _tolerance(grader))
    if missing:
        return f"`{column}` lacks {_shown(missing)}"
    return f"`{column}` has {_shown(extra)} too much" if extra and grader.get("nothing-else") else ""


def _file_exists(grader: Mapping[str, Any], outcome: Outcome) -> str:
    absent = grader.get("absent", False)
    if (grader["file"] in outcome.files) != absent:
        return ""
    return f"`{grader['file']}` is {'there' if absent else 'not there'}"


def _file_digest(grader: Mapping[str, Any], outcome: Outcome) -> str:
    path = grader["file"]
    if path not in outcome.files:
        raise Unreadable(f"`{path}` is not there")
    found = Digest.of(outcome.files[path])
    return "" if found == _wanted_digest(grader, outcome) else f"`{path}` is not as it should be: {found}"


def _wanted_digest(grader: Mapping[str, Any], outcome: Outcome) -> str:
    if "equals" in grader:
        return str(grader["equals"])
    if "same-as" in grader:
        source, path = outcome.pack, str(grader["same-as"]).removeprefix(PLUGIN_ROOT + "/")
    else:
        source, path = outcome.start, str(grader["file"])
    if path not in source:
        raise Unreadable(f"there is no `{path}` to compare with")
    return Digest.of(source[path])


def _tool_used(grader: Mapping[str, Any], outcome: Outcome) -> str:
    times = sum(1 for tool in outcome.tools if tool == grader["tool"])
    fits = grader.get("min", 1) <= times <= grader.get("max", times)
    return "" if fits else f"`{grader['tool']}` was used {times} times"


_GRADERS: dict[str, Callable[[Mapping[str, Any], Outcome], str]] = {
    "exit-code": _exit_code,
    "json-schema": _json_schema,
    "number": _number,
    "sum-ties": _sum_ties,
    "set-equals": _set_equals,
    "regex": _regex,
    "contains": _contains,
    "never-says": _never_says,
    "figure": _figure,
    "adds-up": _adds_up,
    "column-has": _column_has,
    "file-exists": _file_exists,
    "file-digest": _file_digest,
    "tool-used": _tool_used,
}
"""Each gives why it does not hold, or nothing."""


def _text(grader: Mapping[str, Any], outcome: Outcome) -> str:
    """What a grader of texts reads: the values at a path, a file, or the agent's last message."""
    if "path" in grader:
        return "\n".join(outcome.values(grader["file"], grader["path"]))
    return outcome.text(grader["file"]) if "file" in grader else outcome.answer


def _place(grader: Mapping[str, Any]) -> str:
    if "path" in grader:
        return f"`{grader['path']}` of `{grader['file']}`"
    return f"`{grader['file']}`" if "file" in grader else "the answer"


def _tolerance(grader: Mapping[str, Any]) -> Decimal:
    return Decimal(grader.get("tolerance", "0"))


def _total(rows: Iterable[Mapping[str, Any]], column: str) -> Decimal:
    total = Decimal(0)
    for row in rows:
        if column not in row:
            raise Unreadable(f"a row has no `{column}`")
        total += _decimal(row[column] or "0")
    return total


def _decimal(value: object) -> Decimal:
    text = value if isinstance(value, str) else json.dumps(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Unreadable(f"`{text[:40]}` is not a number") from None
    if not number.is_finite():
        raise Unreadable(f"`{text[:40]}` is not a number")
    return number


def _shown(items: Iterable[str]) -> str:
    found = [f"`{item}`" for item in items]
    more = f" and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    return ", ".join(found[:_MOST_SHOWN]) + more
