"""Exports of conversations between invented people, made where a test changes them."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ADA = {
    "id": "U01ADA",
    "name": "ada.byron",
    "profile": {"real_name": "Ada Byron", "display_name": "Ada", "email": "ada.byron@firm.co"},
}
BEN = {
    "id": "U02BEN",
    "name": "will",
    "real_name": "Ben Will",
    "profile": {"real_name": "Ben Will", "display_name": "", "email": "ben@firm.co", "first_name": "Ben"},
}
YUKI = {
    "id": "U03YUK",
    "name": "yuki",
    "profile": {"real_name": "田中由紀", "display_name": "Yuki (she/her)"},
}
JIRA = {"id": "U04JIR", "name": "jira", "is_bot": True, "profile": {"real_name": "Jira"}}
CHANNEL = {"id": "C01FIN", "name": "finance", "members": ["U01ADA", "U02BEN"]}


def zipped(files: Mapping[str, object]) -> bytes:
    """A zip of files by their paths: bytes as they are, everything else as JSON."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for path, content in files.items():
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            package.writestr(ZipInfo(path), data, ZIP_DEFLATED)
    return made.getvalue()


def slack(days: Mapping[str, object], **more: object) -> bytes:
    """An export of Slack with one channel, whose days are named like `finance/2026-03-02.json`."""
    lists = {"channels": [CHANNEL], "users": [ADA, BEN, YUKI, JIRA], **more}
    return zipped({**{f"{name}.json": rows for name, rows in lists.items()}, **days})


def message(ts: str, text: str, user: str = "U01ADA", **more: object) -> dict[str, Any]:
    """A message as Slack writes it; ``ts`` are seconds of 2 March 2026 after nine o'clock, and a fraction."""
    return {"type": "message", "ts": stamp(ts), "user": user, "text": text, **more}


def stamp(ts: str) -> str:
    """The time of a message: `12.000100` is twelve seconds after nine."""
    seconds, _, fraction = ts.partition(".")
    return f"{1_772_442_000 + int(seconds)}.{fraction or '000100'}"


def clickup(*rows: Mapping[str, str]) -> bytes:
    """A table of tasks as ClickUp exports it, with the columns that the first row has."""
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def task(**more: object) -> dict[str, str]:
    """A row of such a table; comments are given as the values that their JSON holds."""
    row: dict[str, Any] = {
        "Task ID": "86c1",
        "Task Name": "Book refunds",
        "Task Content": "",
        "Status": "open",
        "Date Created": "1772442000000",
        "Assignees": "[Ada Byron,Ben Will]",
        "List Name": "Close",
        "Folder Name/Path": '["hidden"]',
        "Space Name": "Finance",
        "Comments": [],
    }
    row.update({name.replace("_", " ").title().replace(" Id", " ID"): value for name, value in more.items()})
    row["Comments"] = row["Comments"] if isinstance(row["Comments"], str) else json.dumps(row["Comments"])
    return row
