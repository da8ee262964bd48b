"""Who speaks in an export, and what they are called: a number each in the order of time, or their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.convert.exports.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERAL = "somebody"
"""What is said instead of a name that several people have."""
LONGEST_NAME = 80
"""Characters of a name that are shown, wherever it stands: as many as Slack lets a channel have."""
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class People:
    """People and programs by their keys; what they are called is settled when they are first met.

    Who is met in the order of time has the same number in a later export of the same conversations.
    """

    def __init__(self, *, keep_names: bool = False):
        self.keep_names = keep_names
        self._names = Names()
        self._addresses: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._bots: set[str] = set()
        self._called: dict[str, str] = {}
        self._counts = {"Person": 0, "Bot": 0}

    def add(self, who: str, names: Iterable[str], address: str = "") -> None:
        """Know somebody by all names and by the address; the first name is the one that is shown."""
        for name in filter(None, names):
            self._shown.setdefault(who, _shown(name))
            self._names.add(name, who)
        if address:
            self._addresses.setdefault(address.casefold(), who)

    def add_bot(self, who: str, name: str) -> None:
        """Know a program, whose name is not looked for in texts: people speak of Jira too."""
        self._bots.add(who)
        self._shown.setdefault(who, _shown(name))

    def called(self, who: str) -> str:
        """What somebody is called on every page; who is nobody's key is a person without a name."""
        if self.keep_names:
            return self._shown.get(who) or who
        if who not in self._called:
            kind = "Bot" if who in self._bots else "Person"
            self._counts[kind] += 1
            self._called[who] = f"{kind} {self._counts[kind]}"
        return self._called[who]

    def count(self) -> int:
        """How many have a number instead of a name."""
        return len(self._called)

    def hide(self, text: str) -> str:
        """A text with the known names and addresses in it replaced by what these people are called."""
        if self.keep_names:
            return text
        pieces = []
        done = 0
        for found in _ADDRESS.finditer(text):
            who = self._addresses.get(found[0].casefold())
            if who is not None:
                pieces += [self._without_names(text[done : found.start()]), self._replaced(who)]
                done = found.end()
        return "".join([*pieces, self._without_names(text[done:])])

    def _without_names(self, text: str) -> str:
        pieces = []
        done = 0
        for said in self._names.find(text):
            pieces += [text[done : said.start], self._replaced(said.who)]
            done = said.end
        return "".join([*pieces, text[done:]])

    def _replaced(self, who: str) -> str:
        return self.called(who) if who else SEVERAL


def _shown(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
