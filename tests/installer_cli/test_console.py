from __future__ import annotations

import io
import json

import pytest

from installer_cli.console import Console
from installer_cli.errors import ERRORS


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Ascii(io.StringIO):
    """A terminal whose encoding holds little."""

    encoding = "ascii"

    def write(self, text: str) -> int:
        text.encode("ascii")
        return super().write(text)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


def test_data_goes_to_stdout_and_words_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err)
    console.data("data")
    console.note("note")
    console.warn("look", "there")
    assert out.getvalue() == "data\n"
    assert err.getvalue() == "note\nwarning: look\nhint: there\n"


def test_quiet_leaves_errors_and_data() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err, quiet=True)
    console.note("note")
    console.data("data")
    console.fail(ERRORS.error("E_NO_REGISTRY"))
    assert "note" not in err.getvalue()
    assert "error[E_NO_REGISTRY]: no registry is named" in err.getvalue()
    assert out.getvalue() == "data\n"


def test_json_mode_prints_one_document_and_nothing_else() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err, json=True)
    console.data("data")
    console.note("note")
    console.warn("warning")
    console.result({"command": "list"})
    assert json.loads(out.getvalue()) == {"schema_version": 1, "ok": True, "command": "list"}
    assert err.getvalue() == ""


def test_an_error_in_json_mode_is_a_document_too() -> None:
    out = io.StringIO()
    Console(out, io.StringIO(), json=True).fail(ERRORS.error("E_NO_REGISTRY"), {"command": "install"})
    document = json.loads(out.getvalue())
    assert document["ok"] is False
    assert document["error"]["code"] == "E_NO_REGISTRY"
    assert document["command"] == "install"


@pytest.mark.parametrize(
    ("color", "environment", "terminal", "painted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {}, True, False),
    ],
)
def test_colour_follows_the_flag_then_the_environment_then_the_terminal(
    monkeypatch: pytest.MonkeyPatch, color: str, environment: dict[str, str], *, terminal: bool, painted: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    err = Terminal() if terminal else io.StringIO()
    assert ("\x1b[" in Console(io.StringIO(), err, color=color).paint("text", "red")) is painted


def test_what_a_terminal_cannot_show_is_replaced() -> None:
    out = Ascii()
    Console(out, io.StringIO()).data("1.0 → 1.1")
    assert out.getvalue() == "1.0 ? 1.1\n"


@pytest.mark.parametrize(
    ("answer", "agreed"), [("y\n", True), ("Yes\n", True), ("\n", False), ("no\n", False), ("", False)]
)
def test_only_a_clear_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, answer: str, *, agreed: bool) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    err = io.StringIO()
    assert Console(io.StringIO(), err).ask("Go on?") is agreed
    assert err.getvalue() == "Go on? [y/N] "


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert Console(io.StringIO(), Terminal()).can_ask
    assert not Console(io.StringIO(), io.StringIO()).can_ask
    assert not Console(io.StringIO(), Terminal(), json=True).can_ask


def test_nobody_agrees_to_what_was_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert Console(io.StringIO(), Terminal()).can_agree
    assert not Console(io.StringIO(), Terminal(), quiet=True).can_agree


def test_a_bar_is_drawn_only_where_a_line_can_be_drawn_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Console(io.StringIO(), Terminal()).is_live
    assert not Console(io.StringIO(), io.StringIO()).is_live
    assert not Console(io.StringIO(), Terminal(), quiet=True).is_live
    monkeypatch.setenv("TERM", "dumb")
    assert not Console(io.StringIO(), Terminal()).is_live


def test_reasons_follow_an_error_line_by_line() -> None:
    err = io.StringIO()
    Console(io.StringIO(), err).fail(ERRORS.error("E_CONFLICT", reasons=["a requires b", "c requires d"]))
    assert err.getvalue().splitlines()[1:3] == ["  a requires b", "  c requires d"]


HOSTILE = "a\x1b[2K\x1b[1A\r\x9b2J\x1b[8m\x7f\u202eb\x1b]0;t\x07"
SPELT = r"a\u001b[2K\u001b[1A\u000d\u009b2J\u001b[8m\u007f\u202eb\u001b]0;t\u0007"


def test_what_others_have_written_gives_the_terminal_no_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n\n"))
    out, err = Terminal(), Terminal()
    console = Console(out, err)
    console.data(HOSTILE)
    console.note(f"{console.paint('!', 'red')} {HOSTILE}")
    console.warn(HOSTILE, HOSTILE)
    console.fail(ERRORS.error("E_CONSENT", packs="", reasons=[HOSTILE], rerun=HOSTILE))
    console.ask(HOSTILE)
    console.prompt(HOSTILE)
    console.draw(HOSTILE)
    assert out.getvalue() == f"{SPELT}\n"
    assert err.getvalue().count(SPELT) == 8
    assert f"\x1b[31m!\x1b[0m {SPELT}\n" in err.getvalue()


def test_what_goes_into_a_file_stays_as_it_is() -> None:
    out = io.StringIO()
    Console(out, io.StringIO()).data("a\r\n\x0c")
    assert out.getvalue() == "a\r\n\x0c\n"


def test_a_document_gives_the_terminal_no_commands_and_says_the_same_to_a_program() -> None:
    out = Terminal()
    said = "a\x1b[2J\x9b2J\x7f\u202egnp"
    Console(out, io.StringIO(), json=True).result({"said": said})
    assert not {"\x1b", "\x9b", "\x7f", "\u202e"} & set(out.getvalue())
    assert json.loads(out.getvalue())["said"] == said
