"""The log: one line of JSON for each event, with its values under names of their own."""

import json
import logging
from datetime import UTC, datetime

# What every record has; and what Django attaches: the whole request with its tokens and cookies.
_NOT_SHOWN = frozenset(vars(logging.makeLogRecord({}))) | {
    "message", "asctime", "taskName", "request", "response", "server_time",
}  # fmt: skip


class JsonLines(logging.Formatter):
    """Formats a record as `{"at", "level", "logger", "event", …}`; `extra` values follow by name."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _NOT_SHOWN}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)
