"""When memories are due to be tidied by themselves: some sessions have ended, and a day has gone by.

Both, because either alone is too often somewhere: a busy day has dozens of sessions, and a project that
nobody opens has nothing new. What is kept here only counts; losing it delays a tidying.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import NamedTuple

from installer_cli.knowledge.plan import RECORDS
from installer_cli.whole import write_whole
from packformat.errors import UNREADABLE
from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from installer_cli.project import Project

SESSIONS = 5
LEAST = dt.timedelta(days=1)
_PLACE = f"{RECORDS}/due.json"


class Count(NamedTuple):
    """The sessions that have ended since a moment, at which counting began."""

    since: dt.datetime
    sessions: int

    @classmethod
    def read(cls, project: Project, now: dt.datetime) -> Self:
        """What is counted so far; anew from ``now`` where it cannot be read or begins in the future."""
        try:
            value = parse_json(project.read(_PLACE) or b"")
            since, sessions = dt.datetime.fromisoformat(value["since"]), int(value["sessions"])
            return cls(since, sessions) if since <= now and sessions >= 0 else cls(now, 0)
        except UNREADABLE:
            return cls(now, 0)

    def write(self, project: Project) -> None:
        """Keep it; raises OSError, and E_TARGET_LINK where a link stands in the way."""
        project.check_no_links(_PLACE)
        value = {"since": self.since.isoformat(timespec="seconds"), "sessions": self.sessions}
        write_whole(project.path(_PLACE), json.dumps(value) + "\n")


def one_more(project: Project, now: dt.datetime) -> Count | None:
    """Count a session that has ended; None when memories are due, and counting begins anew."""
    count = Count.read(project, now)
    count = Count(count.since, count.sessions + 1)
    is_due = count.sessions >= SESSIONS and now - count.since >= LEAST
    (Count(now, 0) if is_due else count).write(project)
    return None if is_due else count
