"""Messages as pages: a thread is one, and what is said beside threads is one for each channel and day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.convert import markdown
from packformat.convert.exports.mrkdwn import Mrkdwn, mentioned
from packformat.convert.exports.page import Draft, Turn, moment, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packformat.convert.exports.channels import Channel
    from packformat.convert.exports.messages import Message, Messages, Ts
    from packformat.convert.exports.people import People
    from packformat.convert.exports.told import Told


def number_people(folders: Mapping[str, Messages], people: People) -> None:
    """Give everybody a number in the order in which they are met in time, whatever page that is on."""
    places = [(ts, folder) for folder, messages in folders.items() for ts in messages]
    for ts, folder in sorted(places):
        message = folders[folder][ts]
        for who in (message.who, *mentioned(message.text)):
            people.called(who)


class Threads(NamedTuple):
    """What the pages of every channel are made with; ``home`` is the workspace's address, if it is known."""

    people: People
    mrkdwn: Mrkdwn
    told: Told
    home: str

    def pages(self, channel: Channel, messages: Messages) -> Iterator[Draft]:
        """The pages of a channel: its threads, then its days.

        A message to which nobody replied is read beside its neighbours: a page of its own would be one line
        without what it was about.
        """
        replied = {message.thread for ts, message in messages.items() if message.thread != ts}
        threads: dict[Ts, list[Message]] = {}
        days: dict[str, list[Message]] = {}
        for ts, message in sorted(messages.items()):
            first = ts if message.thread is None else message.thread
            if first in replied:
                threads.setdefault(first, []).append(message)
            else:
                days.setdefault(_day(ts), []).append(message)
        yield from (self._thread(channel, first, thread) for first, thread in threads.items())
        yield from (self._beside(channel, day, said) for day, said in days.items())

    def _thread(self, channel: Channel, first: Ts, messages: list[Message]) -> Draft:
        began = messages[0]
        missing = max((began.replies if began.ts == first else 0) - (len(messages) - 1), 0)
        title = f"{channel.name}: {short(self.mrkdwn.line(began.text)) or 'a file'}"
        absent = [f"{missing} of its replies"] if missing else []
        if began.ts != first:
            absent.append("what was replied to")
        for what in absent:
            self.told.lose("not-exported", title, what)
        # An id of other signs could end the link and go on in somebody's name.
        is_linked = self.home and re.fullmatch(r"\w+", channel.id, re.ASCII)
        link = f"<{self.home}archives/{channel.id}/p{first[0]}{first[1]}>" if is_linked else ""
        return Draft(
            day=_day(began.ts),
            name=f"{_name(channel)}-{moment(began.ts[0]):%H%M%S}",
            title=title,
            facts=[*self._facts(channel), ("Thread", link), ("Not in the export", ", ".join(absent))],
            turns=[self._turn(message) for message in messages],
        )

    def _beside(self, channel: Channel, day: str, messages: list[Message]) -> Draft:
        return Draft(
            day=day,
            name=_name(channel),
            title=f"{channel.name}: {day}, beside threads",
            facts=self._facts(channel),
            turns=[self._turn(message) for message in messages],
        )

    def _facts(self, channel: Channel) -> list[tuple[str, str]]:
        return [("Exported from", "Slack"), ("Channel", markdown.escape(channel.name)), ("Times", "UTC")]

    def _turn(self, message: Message) -> Turn:
        blocks = self.mrkdwn.blocks(message.text)
        blocks += [markdown.escape(f"(file: {self.people.hide(name)})") for name in message.files]
        if message.is_edited:
            blocks.append("(edited)")
        return Turn(self.people.called(message.who), moment(message.ts[0]), blocks or ["(nothing)"])


def _day(ts: Ts) -> str:
    return f"{moment(ts[0]):%Y-%m-%d}"


def _name(channel: Channel) -> str:
    """What a page's name begins with; conversations between few people have only their id."""
    return channel.name.removeprefix("#") if channel.name.startswith("#") else channel.id or "group-message"
