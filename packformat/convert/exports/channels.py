"""The people and the conversations that a Slack export lists (Slack: "How to read Slack data exports")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.convert.exports.people import LONGEST_NAME
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.convert.exports.contents import Contents
    from packformat.convert.exports.people import People
    from packformat.convert.exports.told import Told

USERS = ("users.json", "org_users.json")
_CHANNELS, _DIRECT, _GROUPS = ("channels.json", "groups.json"), "dms.json", "mpims.json"
LISTS = (*_CHANNELS, _DIRECT, _GROUPS)
"""The files by which an export is known as one of Slack."""
_GROUP_PREFIX = "mpdm-"
"""How the folder of a group message begins, whose name lists the people in it."""
_GROUP = re.compile(_GROUP_PREFIX + r"[^/`\s]*")
_SLACKBOT = "USLACKBOT"
_NAMES = ("real_name", "display_name", "real_name_normalized", "display_name_normalized", "name")


class Channel(NamedTuple):
    """A conversation: its folder, its id (empty when no list has it), and a name that names nobody."""

    folder: str
    id: str
    name: str


def read_people(contents: Contents, people: People, told: Told) -> None:
    """Know everybody whom the export lists, and Slack's own program, which it may not list."""
    people.add_bot(_SLACKBOT, "Slackbot")
    for path in USERS:
        for user in _rows(contents, path, told):
            add_user(people, told, told.text(user.get("id")), user)


def add_user(people: People, told: Told, who: str, user: dict[str, Any]) -> None:
    """Know somebody by what a list, or a message of theirs, says of them."""
    profile = user.get("profile")
    said = [user, profile] if isinstance(profile, dict) else [user]
    names = [name for source in reversed(said) for key in _NAMES if (name := told.text(source.get(key)))]
    if who == _SLACKBOT or user.get("is_bot") is True:
        people.add_bot(who, next(iter(names), who))
    elif who:
        parts = [told.text(source.get(key)) for source in said for key in ("first_name", "last_name")]
        people.add(who, [*names, *parts], told.text(said[-1].get("email")))


def read_channels(
    contents: Contents, folders: Iterable[str], people: People, told: Told
) -> dict[str, Channel]:
    """Every conversation by its folder, those of ``folders`` too that no list has."""
    listed = [channel for path in LISTS for channel in _channels(contents, path, people, told)]
    known = {channel.folder: channel for channel in listed}
    for folder in sorted(set(folders) - known.keys()):
        is_group = folder.startswith(_GROUP_PREFIX)
        shown = "group message" if is_group else _shown(told.text(folder), people)
        known[folder] = Channel(folder, "", shown)
    return known


def without_people(told: str, people: People) -> str:
    """What is told of a file, its path or a reason, without those whom it names: in a folder's name, too."""
    return told if people.keep_names else people.hide(_GROUP.sub("group message", told))


def _channels(contents: Contents, path: str, people: People, told: Told) -> Iterator[Channel]:
    for row in _rows(contents, path, told):
        key, name = told.text(row.get("id"))[:LONGEST_NAME], told.text(row.get("name"))
        if path == _DIRECT:
            yield Channel(key, key, "direct message")
        elif path == _GROUPS or name.startswith(_GROUP_PREFIX):
            yield Channel(name, key, "group message")
        else:
            yield Channel(name, key, _shown(name, people))


def _shown(name: str, people: People) -> str:
    return f"#{people.hide(name)[:LONGEST_NAME]}"


def _rows(contents: Contents, path: str, told: Told) -> Iterable[dict[str, Any]]:
    """The rows of one of the lists that are objects; none, and told, when it cannot be read."""
    if path not in contents.paths:
        return []
    try:
        rows = contents.rows(path)
    except (*UNREADABLE, CtxpackError) as error:
        told.lose("export-file", path, why_unreadable(error))
        return []
    return [row for row in rows if isinstance(row, dict)]
