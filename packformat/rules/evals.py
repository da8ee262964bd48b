"""Rules about what proves a pack: evals that tell good from bad, examples in pairs, checked criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.badge import what_examples_show
from packformat.errors import CtxpackError, printable
from packformat.evals.case import EvalCase, case_names, read_case
from packformat.evals.offline import Patience, grade_offline
from packformat.evals.transcript import LONGEST_FAILURE, read_transcript
from packformat.evals.verdict import NOT_JUDGED, NOT_MET, all_met
from packformat.paths import CRITERIA_PATH
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.rules.deciders import MOST_LOOKED_FOR, WHO_DECIDES, Deciders
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.evals.transcript import Turn
    from packformat.evals.verdict import Grade
    from packformat.rules.view import PackView

_REFUSING = frozenset(("refusal", "abstain"))
_A_SUITE = 3
"""Cases from which on one may be asked for that ends in a no."""


def _readable(view: PackView) -> Iterator[Seen]:
    for name, files in _files_by_case(view).items():
        try:
            read_case(files, name)
        except CtxpackError as error:
            yield seen_error(error, f"evals/{name}/prompt.md")


def _tells_apart(view: PackView) -> Iterator[Seen]:
    files, patience = _bytes(view), Patience()
    for case in _cases(view):
        for quality in ("good", "bad"):
            path = f"{case.folder}transcripts/{quality}.jsonl"
            if path in files:
                turns = _turns(path, files[path])
                failure = next((turn.failure for turn in turns if turn.failure), "")
                grades = grade_offline(case, files, turns, patience) if turns else ()
                yield from _seen_in(path, quality, grades, failure)


def _seen_in(path: str, quality: str, grades: tuple[Grade, ...], failure: str) -> Iterator[Seen]:
    """A run that came to no end is not met, whatever was written."""
    if quality == "good":
        if failure:
            message = f"The good run came to no end: {printable(failure, LONGEST_FAILURE)}"
            yield Seen(path, message, "record a run that comes to its end")
        for grade in grades:
            if grade.verdict == NOT_MET:
                message = f"The good run does not meet the grader `{grade.id}`: {grade.why}"
                yield Seen(path, message, "mend the grader, or record a run that is good")
    elif not failure and all_met(grades) and NOT_JUDGED not in {grade.verdict for grade in grades}:
        message = "The graders do not tell this bad run from a good one: it meets all of them"
        yield Seen(path, message, "add a grader for what is bad about it")


def _asks_for_a_no(view: PackView) -> Iterator[Seen]:
    cases = _cases(view)
    if len(cases) >= _A_SUITE and not any(case.kind in _REFUSING for case in cases):
        message = "No eval asks for an honest no: something to be refused, or that cannot be known"
        yield Seen("evals", message, "add a case of the kind `refusal` or `abstain`")


def _criteria_checked(view: PackView) -> Iterator[Seen]:
    criteria = _criteria(view)[:MOST_LOOKED_FOR]
    deciders = Deciders(view) if criteria else None
    for criterion in criteria:
        by = str(criterion.get("checked-by", ""))
        if deciders and not deciders.has(by):
            message = (
                f"The criterion `{criterion.get('id')}` is checked by `{by}`, which is nowhere in the pack"
            )
            yield Seen(CRITERIA_PATH, message, WHO_DECIDES)


def _examples(view: PackView) -> Iterator[Seen]:
    known = {str(criterion.get("id")) for criterion in _criteria(view)}
    labels = {}
    for part in view.components:
        path = f"{part.path}example.toml"
        if part.kind == "example" and path in view.files:
            example = _toml(view, path)
            labels[path] = str(example.get("label"))
            if known and str(example.get("criterion", next(iter(known)))) not in known:
                message = (
                    f"The example is about `{example.get('criterion')}`, which is no criterion of the pack"
                )
                yield Seen(path, message, f"name one of {CRITERIA_PATH}")
    if labels and len(set(labels.values())) == 1 and known:
        message = f"Every example is {next(iter(labels.values()))}: nothing shows the difference"
        yield Seen("examples", message, "add one of the other kind, with its reason")


def _badge(view: PackView) -> Iterator[Seen]:
    if any(part.kind == "example" for part in view.components):
        told = {seen.path for seen in _examples(view)}
        for lack in what_examples_show(_bytes(view)).lacks:
            if lack.path not in told:
                message = f"The badge “examples” is not earned yet. {lack.message}"
                yield Seen(lack.path, message, lack.fix)


def _bytes(view: PackView) -> dict[str, bytes]:
    return {path: entry.data for path, entry in view.files.items()}


def _files_by_case(view: PackView) -> dict[str, dict[str, bytes]]:
    """The files of each case, by its name."""
    names = case_names(_bytes(view))
    found: dict[str, dict[str, bytes]] = {name: {} for name in names}
    for path, entry in view.files.items():
        top, _, rest = path.partition("/")
        if top == "evals" and rest.partition("/")[0] in found:
            found[rest.partition("/")[0]][path] = entry.data
    return found


def _cases(view: PackView) -> list[EvalCase]:
    """The cases that can be read; of the others a rule of its own speaks."""
    found = []
    for name, files in _files_by_case(view).items():
        try:
            found.append(read_case(files, name))
        except CtxpackError:
            continue
    return found


def _turns(path: str, data: bytes) -> tuple[Turn, ...]:
    """The turns of a recording; none of one that cannot be read."""
    try:
        return read_transcript(path, data)
    except CtxpackError:
        return ()


def _criteria(view: PackView) -> list[dict[str, Any]]:
    rows = _toml(view, CRITERIA_PATH).get("criteria") if CRITERIA_PATH in view.files else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _toml(view: PackView, path: str) -> dict[str, Any]:
    try:
        return read_toml(path, view.files[path].data)
    except CtxpackError:
        return {}


RULES = (
    Rule(
        "eval/readable",
        "warning",
        "Every case of the evals can be read and is decided by something.",
        _readable,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "eval/tells-apart",
        "warning",
        "The graders tell good recorded runs from bad ones.",
        _tells_apart,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "eval/honest-no",
        "hint",
        "Some case asks for a refusal or an honest `unknown`.",
        _asks_for_a_no,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "criteria/checked",
        "warning",
        "Each criterion names what checks it, or says that a person does.",
        _criteria_checked,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "example/pairs",
        "warning",
        "Examples are good and bad, each of a criterion of the pack.",
        _examples,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "example/badge",
        "hint",
        "Examples earn their badge: each says why and of which criterion, and graders tell good from bad.",
        _badge,
        by_hand=AUTHOR_KNOWS,
    ),
)
