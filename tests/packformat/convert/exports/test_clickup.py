"""ClickUp's table of tasks reads as a page for each task about which something was written."""

import pytest

from packformat.convert.document import convert
from tests.support.exports import clickup, task, zipped

SAID = [
    {"text": "Done, @Ada Byron\n", "by": "ben.will@firm.co", "date": "1772442120000"},
    {"text": "Please book it\n\nby Friday", "by": "ada.byron@firm.co", "date": 1772442060000},
]
PAGE = """# Book refunds

- Exported from: ClickUp
- List: Finance / Close
- Status: open
- Assigned: Person 1, Person 2
- Times: UTC
- Task: <https://app.clickup.com/t/86c1>

Two sign above \\*500\\*, says Person 2

## 2026-03-02

**Person 1** (09:01:00): Please book it

by Friday

**Person 2** (09:02:00): Done, @Person 1
"""


def test_a_task_is_a_page_with_its_comments_in_their_order() -> None:
    table = clickup(task(task_content="Two sign above *500*, says ben.will@firm.co", comments=SAID))
    converted = convert("tasks.zip", zipped({"tasks.csv": table}))
    assert converted.markdown == PAGE
    assert [(page.day, page.name) for page in converted.pages] == [("2026-03-02", "task-86c1")]


def test_a_task_with_very_many_comments_is_read_and_a_table_is_one_in_capitals_too() -> None:
    said = [{"text": "x" * 99_000, "by": "ada.byron@firm.co"} for _comment in range(11)]
    table = clickup(task(comments=said))
    assert len(table) > 1_000_000
    converted = convert("tasks.zip", zipped({"TASKS.CSV": table}))
    assert converted.markdown.count("x" * 99_000) == 11
    assert [loss.kind for loss in converted.losses] == ["pseudonyms"]


def test_times_that_cannot_be_read_stand_as_they_are() -> None:
    said = [
        {"text": "b", "date": "2 March, 9 AM"},
        {"text": "a", "date": "2026-03-02T10:00:00+01:00"},
        {"text": " "},
    ]
    rows = [task(date_created="", comments=said), task(task_id="2", date_created="soon", task_content="c")]
    for key, when in (("3", "0001-01-01T00:00:00+01:00"), ("4", "0999-01-01")):
        rows.append(task(task_id=key, date_created=when, task_content="d"))
    converted = convert("tasks.zip", zipped({"tasks.csv": clickup(*rows)}))
    assert "**Person 1**: b\n\n(written 2 March, 9 AM)\n\n## 2026-03-02\n\n**Person 1** (09:00:00): a\n" in (
        converted.markdown
    )
    assert [page.day for page in converted.pages] == ["", "", "", "2026-03-02"]
    assert "- Times" not in converted.texts()[0][1]


def test_what_is_left_out_is_told_and_the_rest_is_read() -> None:
    rows = [
        task(task_content="Kept"),
        task(task_content="In two lists"),
        task(task_id="../2", task_content="Kept too", comments=[7, {"text": "Said"}, {"text": None}]),
        task(task_id="", task_content="Of no task"),
        task(task_id="4", comments="7"),
        task(task_id="3"),
    ]
    files = {"a.csv": clickup(*rows), "b.csv": b"x,y\n1,2\n", "c.txt": b"notes", "d.csv": b'"'}
    converted = convert("tasks.zip", zipped(files))
    assert [page.title for page in converted.pages] == ["Book refunds", "Book refunds"]
    assert "app.clickup.com/t/.." not in converted.markdown
    assert ": Said\n" in converted.markdown
    assert sorted((loss.kind, loss.place) for loss in converted.losses) == [
        ("export-file", "b.csv"),
        ("export-file", "c.txt"),
        ("export-file", "d.csv"),
        ("message", "a.csv, row 4, comment 1"),
        ("message", "a.csv, row 4, comment 3"),
        ("message", "a.csv, row 5"),
        ("message", "a.csv, row 6"),
        ("pseudonyms", ""),
        ("repeated-messages", ""),
        ("tasks-without-text", ""),
    ]


def test_a_table_that_is_too_long_or_of_another_encoding_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packformat.convert.delimited._MOST_ROWS", 2)
    table = clickup(task(task_content="Größe"), task(task_id="2")).decode().encode("latin-1")
    losses = convert("tasks.zip", zipped({"a.csv": table})).losses
    assert [(loss.kind, loss.detail) for loss in losses][:2] == [
        ("encoding", "Windows-1252"),
        ("rows-left-out", "1 lines"),
    ]
