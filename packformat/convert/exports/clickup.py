"""The tasks of a ClickUp export: a table of values, whose columns `Comments` and `Attachments` hold JSON.

ClickUp does not describe this file. The columns are those that two programs rely on which read it: Linear's
importer (`packages/import` of linear/linear), and one that makes samples of real exports.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.convert import markdown
from packformat.convert.delimited import read_rows
from packformat.convert.exports.names import words_of
from packformat.convert.exports.page import Draft, Turn, moment, paragraphs, short
from packformat.convert.limits import check
from packformat.convert.textfile import decode
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.jsontext import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.convert.exports.contents import Contents
    from packformat.convert.exports.people import People
    from packformat.convert.exports.told import Told

_ID, _NAME, _CONTENT, _COMMENTS = "task id", "task name", "task content", "comments"
_WHERE = ("space name", "folder name", "folder name/path", "list name")
_HIDDEN = "hidden"
"""What stands for the folder of a list that is in none."""
_FIRST_YEAR = 1970
_MILLISECONDS = re.compile(r"[0-9]{9,14}")


class Comment(NamedTuple):
    """A comment: who wrote it (a key), and when, as far as that can be read of its ``date``."""

    who: str
    when: datetime | None
    date: str
    text: str


class Task(NamedTuple):
    """A row of the table by the names of its columns in small letters, and its comments."""

    row: dict[str, str]
    assigned: list[str]
    comments: list[Comment]


def clickup_tasks(contents: Contents, people: People, told: Told) -> list[Task]:
    """The tasks of every table that is one of ClickUp; everything else is told."""
    tasks: dict[str, Task] = {}
    count = 0
    for path in contents.paths:
        try:
            for place, row in _rows(contents, path, told):
                key = row.get(_ID, "")
                if not key:
                    told.lose("message", place, "the task has no id")
                elif key in tasks:  # a task that is in two lists stands in two rows
                    told.count("repeated-messages")
                else:
                    tasks[key] = _task(place, row, people, told)
                    count += 1 + len(tasks[key].comments) + len(tasks[key].assigned)
                    check("messages", count)
        except (*UNREADABLE, CtxpackError) as error:
            if isinstance(error, CtxpackError) and error.code == "E_CONVERT_LARGE":
                raise
            told.lose("export-file", path, why_unreadable(error))
    return list(tasks.values())


def clickup_pages(tasks: list[Task], people: People, told: Told) -> list[Draft]:
    """A page for each task about which something was written."""
    for task in tasks:
        for who in (*(comment.who for comment in task.comments), *task.assigned):
            people.called(who)
    said = [task for task in tasks if task.comments or task.row.get(_CONTENT, "").strip()]
    told.count("tasks-without-text", len(tasks) - len(said))
    check("export-pages", len(said))
    return [_page(task, people) for task in said]


def _rows(contents: Contents, path: str, told: Told) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table by their columns, each with its place; raises ValueError for another file."""
    if not path.lower().endswith(".csv"):
        raise ValueError("it is no table of tasks")
    text, losses = decode(contents.read(path))
    (head, *rows), left_out = read_rows(told.text(text))
    for loss in losses:
        told.lose(loss.kind, path, loss.detail)
    if left_out:
        told.lose("rows-left-out", path, f"{left_out:,} lines")
    columns = [name.strip().lower() for name in head]
    if not {_ID, _NAME} <= set(columns):
        raise ValueError("it is no table of tasks")
    for number, values in enumerate(rows, 2):
        yield f"{path}, row {number}", dict(zip(columns, values, strict=False))


def _task(place: str, row: dict[str, str], people: People, told: Told) -> Task:
    assigned = [name.strip() for name in row.get("assignees", "").strip("[] ").split(",")]
    keys = [_person(name, people) for name in assigned if name]
    comments = list(_comments(place, row, people, told))
    times = [comment.when for comment in comments if comment.when]
    if len(times) == len(comments):
        comments = [comments[place] for place in sorted(range(len(times)), key=times.__getitem__)]
    return Task(row, keys, [comment for comment in comments if comment.text.strip()])


def _comments(place: str, row: dict[str, str], people: People, told: Told) -> Iterator[Comment]:
    try:
        written = parse_json((row.get(_COMMENTS) or "[]").encode("utf-8"), allow_halves=True)
        if not isinstance(written, list):
            raise ValueError("they are no list")  # noqa: TRY004 - what a reader of a stranger's value is told
    except UNREADABLE as error:
        told.lose("message", place, f"its comments cannot be read: {why_unreadable(error)}")
        return
    for number, one in enumerate(written, 1):
        if isinstance(one, dict) and isinstance(one.get("text"), str):
            yield _comment(one, people, told)
        else:
            told.lose("message", f"{place}, comment {number}", "it holds no text")


def _comment(one: dict[str, Any], people: People, told: Told) -> Comment:
    said = one.get("date")
    date = told.text(str(said) if isinstance(said, int) else said)
    who = _person(told.text(one.get("by")) or "somebody unknown", people)
    return Comment(who, _when(date), date, told.text(one["text"]))


def _person(said: str, people: People) -> str:
    """The key of somebody who is known by a name in one column and by an address in another.

    They are the same where the address is made of the name, as `ada.byron@` is of Ada Byron.
    """
    name, _, host = said.partition("@")
    who = " ".join(words_of(name)) or said
    people.add(who, [name], said if host else "")
    return who


def _when(date: str) -> datetime | None:
    """Milliseconds since 1970, as in the columns of dates, or a time since then as ISO 8601 writes it."""
    try:
        if _MILLISECONDS.fullmatch(date):
            return moment(int(date) // 1000)
        found = datetime.fromisoformat(date)
        when = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if when.year >= _FIRST_YEAR else None


def _page(task: Task, people: People) -> Draft:
    row = task.row
    created = _when(row.get("date created", ""))
    times = [created, *(comment.when for comment in task.comments)]
    first = next(filter(None, times), None)
    key = people.hide(row[_ID])
    link = f"https://app.clickup.com/t/{key}" if re.fullmatch(r"\w+", key, re.ASCII) else ""
    where = (row.get(column, "").strip('[]" ') for column in _WHERE)
    facts = {
        "Exported from": "ClickUp",
        "List": " / ".join(filter(lambda name: name not in ("", _HIDDEN), where)),
        "Status": row.get("status", ""),
        "Assigned": ", ".join(map(people.called, task.assigned)),
        "Times": "UTC" if first else "",
    }
    shown = [(name, markdown.escape(people.hide(" ".join(value.split())))) for name, value in facts.items()]
    return Draft(
        day=f"{first:%Y-%m-%d}" if first else "",
        name=f"task {key}",
        title=short(people.hide(row[_NAME])) or key,
        facts=[*shown, ("Task", f"<{link}>" if link else "")],
        turns=[_turn(comment, people) for comment in task.comments],
        start=paragraphs(people.hide(row.get(_CONTENT, ""))),
    )


def _turn(comment: Comment, people: People) -> Turn:
    blocks = paragraphs(people.hide(comment.text))
    if comment.when is None and comment.date:
        blocks.append(markdown.escape(f"(written {people.hide(comment.date)})"))
    return Turn(people.called(comment.who), comment.when, blocks)
