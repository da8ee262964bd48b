from __future__ import annotations

import errno
import re
from string import Formatter

import pytest

from installer_cli.errors import ERRORS, explain, os_error
from installer_cli.main import COMMANDS, load_command
from packformat.codes import FORMAT
from packformat.errors import CtxpackError

ROWS = list(ERRORS)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize(("code", "spec"), ROWS, ids=[code for code, _ in ROWS])
def test_every_error_renders_its_message_and_hint(code: str, spec: object) -> None:
    values = {name: f"<{name}>" for name in fields(spec.message) | fields(spec.hint)}
    error = ERRORS.error(code, **values)
    for name in fields(spec.message):
        assert f"<{name}>" in error.message
    assert error.message[:1].islower() or error.message[:1] in "`{<"
    assert not error.message.endswith(".")
    assert error.as_dict()["code"] == code
    assert re.fullmatch(r"E_[A-Z_]+", code)


@pytest.mark.parametrize(
    ("number", "code", "exit_code"),
    [
        (errno.ENOSPC, "E_DISK", 1),
        (errno.EDQUOT, "E_DISK", 1),
        (errno.EACCES, "E_PERMISSION", 8),
        (errno.EROFS, "E_PERMISSION", 8),
        (errno.EMFILE, "E_OPEN_FILES", 1),
        (errno.EIO, "E_IO", 1),
        (errno.ENOENT, "E_PATH", 1),
        (errno.EISDIR, "E_PATH", 1),
    ],
)
def test_what_the_system_refuses_gets_our_code(number: int, code: str, exit_code: int) -> None:
    error = os_error(OSError(number, "the system's words", "some/file"))
    assert (error.code, error.exit_code) == (code, exit_code)


@pytest.mark.parametrize(
    ("number", "wanted", "why"),
    [
        (errno.ENOSPC, 9, "9 bytes are needed, 4 are free"),
        (errno.ENOSPC, 0, "the disk is full"),
        (errno.EDQUOT, 9, "what you may store on this disk is used up"),
        (errno.EFBIG, 9, "9 bytes are more than a file may hold here (`ulimit -f` tells)"),
    ],
)
def test_what_has_no_room_says_what_is_full(number: int, wanted: int, why: str) -> None:
    error = os_error(OSError(number, "the system's words"), "some/file", wanted=wanted, free=4)
    assert error.message == f"there is no room for `some/file`: {why}; nothing was changed"


def test_an_error_of_ours_is_kept_as_it_is() -> None:
    error = ERRORS.error("E_NO_REGISTRY")
    assert explain(error) is error


def test_an_interruption_is_told_as_one() -> None:
    assert explain(KeyboardInterrupt()).code == "E_INTERRUPTED"


def test_a_mistake_of_ours_is_owned() -> None:
    error = explain(ZeroDivisionError("division by zero"))
    assert error.code == "E_INTERNAL"
    assert "ZeroDivisionError: division by zero" in error.message


def test_values_that_would_move_the_cursor_are_shown_escaped() -> None:
    error = ERRORS.error("E_NOT_INSTALLED", pack="a\x1b[2Jb\u202e", suggestion="")
    assert "\x1b" not in error.message
    assert "\u202e" not in error.message
    assert isinstance(error, CtxpackError)


NAMED = re.compile(r"`ctxpack ([a-z][a-z ]*[a-z])(?P<rest>[^`]*)`")
TEXTS = {code: f"{spec.message} {spec.hint}" for code, spec in [*FORMAT, *ERRORS]}


@pytest.mark.parametrize("code", [code for code, text in TEXTS.items() if NAMED.search(text)])
def test_every_command_that_an_error_names_exists_with_its_options(code: str) -> None:
    for found in NAMED.finditer(TEXTS[code]):
        name = next((name for name in COMMANDS if f"{found[1]} ".startswith(f"{name} ")), None)
        assert name is not None, found[0]
        options = {option.name for option in load_command(name).options}
        assert {word for word in found["rest"].split() if word.startswith("--")} <= options, found[0]
