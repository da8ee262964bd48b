"""The cases of `fixtures/rules/`: for each rule, packs in which it sees something and packs in which not."""

import base64
import re
import tomllib
from functools import cache
from typing import NamedTuple

from packformat.archive import Entry
from tests.support.source import ROOT

FOLDER = ROOT / "fixtures" / "rules"
_REPEATED = re.compile(r"\{(.*?)\}", re.DOTALL)
_SETTINGS = ("at", "repeat", "client")


class Fact(NamedTuple):
    """What a client installs: what ``claude plugin validate`` says of it, what is loaded, what follows."""

    what: str
    says: str
    loads: str
    then: str


class Case(NamedTuple):
    """A pack, the rule it is about, and where that rule should see something; None when nowhere."""

    rule: str
    number: int
    entries: list[Entry]
    at: str | None
    changed: tuple[str, ...]
    fact: Fact | None = None

    @property
    def id(self) -> str:
        """The rule, whether it should see something, and which case of these it is."""
        return f"{self.rule} {'passes' if self.at is None else 'fails'} {self.number}"


@cache
def sound_pack() -> dict[str, bytes]:
    """The files of a pack in which no rule finds anything."""
    return {path: _bytes(text, 0) for path, text in _read("sound").items()}


@cache
def all_cases() -> list[Case]:
    """Every case of every area, in the order in which they are written."""
    areas = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "sound")
    return [case for area in areas for rule, lists in _read(area).items() for case in _cases(rule, lists)]


def _cases(rule: str, lists: dict) -> list[Case]:
    fails = [_case(rule, number, change, seen=True) for number, change in enumerate(lists.get("fails", []))]
    passes = [
        _case(rule, number, change, seen=False) for number, change in enumerate(lists.get("passes", []))
    ]
    return [*fails, *passes]


def _case(rule: str, number: int, change: dict, *, seen: bool) -> Case:
    files = dict(sound_pack())
    changed = {path: text for path, text in change.items() if path not in _SETTINGS}
    for path, text in changed.items():
        files.pop(path, None)
        if text is not False:
            files[path] = _bytes(text, change.get("repeat", 0))
    at = change.get("at", next(iter(changed))) if seen else None
    fact = Fact(**change["client"]) if "client" in change else None
    return Case(rule, number, [Entry(path, data) for path, data in files.items()], at, (*changed,), fact)


def _bytes(text: str, repeat: int) -> bytes:
    if text.startswith("base64:"):
        return base64.b64decode(text.removeprefix("base64:"))
    return (_REPEATED.sub(lambda found: found[1] * repeat, text) if repeat else text).encode()


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
