"""What learners write in the lesson: right answers of several kinds, and wrong ones with what is told."""

from typing import Any

from packformat.lesson.words import lesson
from packformat.private import find_private, replace_private

Typed = dict[str, Any]


def begun(exercise: str, field: str) -> str:
    """What stands in a field at first."""
    return str(lesson().exercises[exercise].begin[field])


def content_of(typed: Typed) -> Typed:
    """What was typed, by field, as answers of a draft."""
    content: Typed = {}
    for field, value in typed.items():
        part, *rest = field.split(".")
        if rest:
            items = content.setdefault(part, [{"id": rest[0]}])
            items[0][rest[1]] = value
        else:
            content[part] = value
    return content


_SPOILT, _MAIL = "samples.sample-2.text", "documents.document-1.text"
_STEP, _CHECK = "steps.step-1.", "checks.check-1."
_GOOD = begun("sample", _SPOILT)
_LETTER = begun("private", _MAIL)
HIDDEN = replace_private(_LETTER, find_private(_LETTER))
_TITLE = {"documents.document-1.title": "A mail"}
_REASON = {"samples.sample-2.reason": "Nobody has signed for it."}
_STEP_TOLD = {
    f"{_STEP}title": "Compare the totals",
    f"{_STEP}how": "Hold the total of the invoice against the total of the order.",
    f"{_STEP}done": "Both are the same to the penny",
    f"{_STEP}stop": "There is no order",
}


def _check(kind: str, words: str, **more: str) -> Typed:
    return {f"{_CHECK}{name}": value for name, value in {"kind": kind, "words": words, **more}.items()}


RIGHT: dict[str, list[Typed]] = {
    "limits": [
        {"summary": "Every invoice is compared with its order before it is paid.", "not_for": ["Reminders"]},
    ],
    "step": [_STEP_TOLD],
    "check": [
        _check("contains", "Signed off by"),
        _check("never", "to be confirmed"),
        _check("agree", "Order total", other="Invoice total"),
    ],
    "sample": [
        {_SPOILT: _GOOD.replace("Signed off by: R. Osei", ""), **_REASON},
        {_SPOILT: "Paid, as far as I know.", **_REASON},
    ],
    "private": [
        {_MAIL: HIDDEN.replace("Priyanka", "whoever places the orders"), **_TITLE},
        {_MAIL: "Older than 60 days: two sign. More than 5.00 out: ask first.", **_TITLE},
    ],
    "loads": [{"chosen": ["signing", "terms"]}],
    "powers": [
        {"chosen": ["skill:check-invoice"]},
        {"chosen": ["skill:check-invoice", "memory:house-words"]},
    ],
}
WRONG: list[tuple[str, Typed, list[tuple[str, str]]]] = [
    ("limits", {"summary": "Every invoice is paid once."}, [("not_for", "Say at least one thing")]),
    (
        "step",
        {**_STEP_TOLD, f"{_STEP}how": begun("step", f"{_STEP}how"), f"{_STEP}stop": ""},
        [(f"{_STEP}stop", "what would make you stop"), ("", "What you wrote has the agent hide something")],
    ),
    ("step", {**_STEP_TOLD, f"{_STEP}title": ""}, [(f"{_STEP}title", "Say in a few words")]),
    ("check", {f"{_CHECK}kind": "never"}, [(f"{_CHECK}words", "Write the words")]),
    ("check", _check("contains", "Order total"), [(f"{_CHECK}words", "content with the bad result as well")]),
    (
        "check",
        _check("contains", "zebra"),
        [(f"{_CHECK}words", "turns the good result down as well: ")],
    ),
    ("check", _check("person", "I would sign it"), [("", "one check that needs no person")]),
    ("check", _check("figure", "Order total"), [(f"{_CHECK}figure", "Write the number in digits")]),
    ("sample", {_SPOILT: _GOOD, **_REASON}, [(_SPOILT, "still content with this text")]),
    ("sample", {_SPOILT: "Paid."}, [("samples.sample-2.reason", "Say why")]),
    ("private", {_MAIL: _LETTER, **_TITLE}, [(_MAIL, "named below the text")]),
    ("private", {_MAIL: HIDDEN, **_TITLE}, [(_MAIL, "One name is left that no program finds")]),
    ("private", {_MAIL: "Nothing.", **_TITLE}, [(_MAIL, "must stay: it does not say `60 days`, `5.00`")]),
    (
        "loads",
        {"chosen": ["signing", "history"]},
        [("chosen", "answers this: By when"), ("chosen", "more than it should cost: ")],
    ),
    (
        "powers",
        {"chosen": ["skill:weekly-report"]},
        [
            ("chosen", "Nothing of what you chose helps"),
            ("chosen", "Reads these variables of your environment: `REPORT_KEY`"),
            ("chosen", "`scripts/` for `skill:weekly-report`"),
        ],
    ),
]
