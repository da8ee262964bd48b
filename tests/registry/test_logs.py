import json
import logging
import sys

from registry.logs import JsonLines


def line(record: logging.LogRecord) -> dict[str, object]:
    return json.loads(JsonLines().format(record))


def record(**values: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "registry", "levelname": "INFO", "msg": "did %s", "args": ("it",)})
    vars(made).update(values)
    return made


def test_a_line_says_when_how_bad_where_and_what() -> None:
    shown = line(record(created=0, pack="month-end"))
    assert shown == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "info",
        "logger": "registry",
        "event": "did it",
        "pack": "month-end",
    }


def test_requests_are_left_out_because_they_carry_tokens_and_cookies() -> None:
    assert "request" not in line(record(request="Authorization: Bearer ctxp_secret"))


def test_a_traceback_stays_within_the_line() -> None:
    try:
        raise ValueError("broken\nin two lines")
    except ValueError:
        formatted = JsonLines().format(record(exc_info=sys.exc_info()))
    assert "\n" not in formatted
    assert "ValueError" in json.loads(formatted)["traceback"]


def test_values_that_json_does_not_know_are_shown_as_text() -> None:
    assert line(record(path=sys.path.__class__))["path"] == "<class 'list'>"
