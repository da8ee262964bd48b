"""The messages of a Slack export: each once, as it stands after edits, without those that were deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.convert.exports.channels import LISTS, USERS, add_user
from packformat.convert.limits import LIMITS, check
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.convert.exports.contents import Contents
    from packformat.convert.exports.people import People
    from packformat.convert.exports.told import Told

_TS = re.compile(r"([0-9]{1,11})\.([0-9]{1,6})")
"""Eleven digits of seconds last until the year 5138, which every calendar has."""
_NOTICES = re.compile(
    r"(?:channel|group)_(?:join|leave|topic|purpose|name|archive|unarchive|convert_to_private"
    r"|posting_permissions)|(?:un)?pinned_item|bot_(?:add|remove|enable|disable)|reminder_add|sh_room_created"
)
"""Messages that say who came and went or what was renamed: nobody wrote them."""
_CHANGED, _DELETED, _TOMBSTONE = "message_changed", "message_deleted", "tombstone"
_PARTS = ("pretext", "title", "text")
_HOME = re.compile(r"https://[a-z0-9-]{1,63}\.slack\.com/")

Ts = tuple[int, str]
"""When a message was sent, which is also what it is known by in its channel: seconds, and their fraction."""


class Message(NamedTuple):
    """One message; ``thread`` is the first of its thread, and ``replies`` how many it says it has.

    ``home`` is the address of its workspace, as far as a file that hangs on it tells.
    """

    ts: Ts
    thread: Ts | None
    who: str
    text: str
    files: tuple[str, ...] = ()
    is_edited: bool = False
    replies: int = 0
    home: str = ""


Messages = dict[Ts, Message]


def read_messages(contents: Contents, people: People, told: Told) -> dict[str, Messages]:
    """The messages of each folder; what cannot be read is told, and keeps nothing else from being read."""
    found: dict[str, Messages] = {}
    count = 0
    for path in contents.paths:
        folder, _, name = path.partition("/")
        if path in (*LISTS, *USERS):
            continue
        if "/" in name or not name.endswith(".json"):
            told.lose("export-file", path, "it holds no messages")
            continue
        for place, row in _rows(contents, path, told):
            count += 1 + _take(found.setdefault(folder, {}), place, row, people, told)
            check("messages", count)
    return found


def _rows(contents: Contents, path: str, told: Told) -> Iterator[tuple[str, Any]]:
    try:
        rows = contents.rows(path)
    except (*UNREADABLE, CtxpackError) as error:
        if isinstance(error, CtxpackError) and error.code == "E_CONVERT_LARGE":
            raise
        told.lose("export-file", path, why_unreadable(error))
        return
    yield from ((f"{path}, {number}", row) for number, row in enumerate(rows, 1))


def _take(messages: Messages, place: str, row: object, people: People, told: Told) -> int:
    """Take one row in: a message, or what became of one; how many files hang on it."""
    if not isinstance(row, dict):
        told.lose("message", place, "it is no message")
        return 0
    subtype = told.text(row.get("subtype"))
    changed = row.get("message")
    if subtype == _DELETED:
        if messages.pop(_ts(row.get("deleted_ts")) or (0, ""), None):
            told.count("deleted-messages")
    elif subtype == _CHANGED and isinstance(changed, dict):
        return _put(messages, place, changed, people, told, is_edit=True)
    elif _NOTICES.fullmatch(subtype):
        told.count("notices")
    elif subtype == _TOMBSTONE and not row.get("reply_count"):
        told.count("deleted-messages")
    else:
        return _put(messages, place, row, people, told, is_edit=False)
    return 0


def _put(
    messages: Messages, place: str, row: dict[str, Any], people: People, told: Told, *, is_edit: bool
) -> int:
    ts = _ts(row.get("ts"))
    if ts is None:
        told.lose("message", place, "it does not say when it was sent")
        return 0
    hung = _objects(row.get("files"))
    text, files = _text(row, told), tuple(_file_name(file, told) for file in hung)
    if not (text.strip() or files):
        told.lose("message", place, "it holds no text")
        return 0
    if ts in messages and not is_edit:
        told.count("repeated-messages")
        return len(files)
    replies = row.get("reply_count")
    messages[ts] = Message(
        ts,
        _ts(row.get("thread_ts")),
        _author(row, people, told),
        text,
        files,
        is_edited=is_edit or isinstance(row.get("edited"), dict),
        replies=replies if isinstance(replies, int) and replies <= LIMITS["messages"].most else 0,
        home=next(filter(None, map(_home, hung)), ""),
    )
    return len(files)


def _author(row: dict[str, Any], people: People, told: Told) -> str:
    """The key of whoever wrote a message: a person's id, or a program's."""
    user, bot = told.text(row.get("user")), told.text(row.get("bot_id"))
    if not user or (bot and row.get("subtype") == "bot_message"):
        name = told.text(row.get("username"))
        who = f"bot:{bot}:{name}"
        people.add_bot(who, name or bot or "a program")
        return who
    profile = row.get("user_profile")
    if isinstance(profile, dict):
        add_user(people, told, user, profile)
    return user


def _text(row: dict[str, Any], told: Told) -> str:
    """The text; what programs hang on a message instead counts as one."""
    text = told.text(row.get("text"))
    if text.strip():
        return text
    hung = [[told.text(one.get(key)) for key in _PARTS] for one in _objects(row.get("attachments"))]
    return "\n\n".join("\n".join(filter(None, parts)) for parts in hung)


def _file_name(file: dict[str, Any], told: Told) -> str:
    """What a file is called, which is all that an export holds of it beside an address."""
    name = told.text(file.get("name")) or told.text(file.get("title"))
    return " ".join(name.split()) or "a file"


def _home(file: dict[str, Any]) -> str:
    found = _HOME.match(str(file.get("permalink")))
    return found[0] if found else ""


def _objects(value: object) -> list[dict[str, Any]]:
    """What hangs on a message; raises E_CONVERT_LARGE where it alone is more than an export may hold."""
    if not isinstance(value, list):
        return []
    check("messages", len(value))
    return [one for one in value if isinstance(one, dict)]


def _ts(value: object) -> Ts | None:
    found = _TS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    return int(found[1]), found[2].ljust(6, "0")
