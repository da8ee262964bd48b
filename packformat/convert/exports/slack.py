"""A Slack export: `channels.json`, `users.json`, and a folder of days for each conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.convert.exports.channels import LISTS, read_channels, read_people
from packformat.convert.exports.messages import read_messages
from packformat.convert.exports.mrkdwn import Mrkdwn
from packformat.convert.exports.threads import Threads, number_people
from packformat.convert.limits import check

if TYPE_CHECKING:
    from packformat.convert.exports.contents import Contents
    from packformat.convert.exports.page import Draft
    from packformat.convert.exports.people import People
    from packformat.convert.exports.told import Told


def is_slack(contents: Contents) -> bool:
    """Whether this is an export of Slack: it lists its conversations."""
    return not set(LISTS).isdisjoint(contents.paths)


def slack_pages(contents: Contents, people: People, told: Told) -> list[Draft]:
    """The pages of all conversations. Everybody is known before the first text is written."""
    read_people(contents, people, told)
    folders = read_messages(contents, people, told)
    number_people(folders, people)
    channels = read_channels(contents, folders, people, told)
    names = {channel.id: channel.name.removeprefix("#") for channel in channels.values()}
    homes = (message.home for messages in folders.values() for message in messages.values())
    threads = Threads(people, Mrkdwn(people, names), told, next(filter(None, homes), ""))
    pages: list[Draft] = []
    for folder, messages in folders.items():
        for page in threads.pages(channels[folder], messages):
            pages.append(page)
            check("export-pages", len(pages))
    return pages
