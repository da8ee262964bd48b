"""The program answers with a result or an error, within limits, and can do nothing else."""

import io
import json
import subprocess
import sys

import pytest

from packformat.convert import program
from packformat.convert.result import Converted
from packformat.errors import CtxpackError
from tests.support.documents import workbook
from tests.support.source import ROOT


def answered(name: str, data: bytes) -> Converted:
    output = io.BytesIO()
    program.answer([name], io.BytesIO(data), output)
    return program.read_answer(0, output.getvalue())


def run(words: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, input=data, capture_output=True, check=False, cwd=ROOT)


def test_a_result_comes_back() -> None:
    assert answered("a.csv", b"a,b\n1\n").losses[0].kind == "ragged-rows"


def test_an_error_comes_back_as_itself() -> None:
    with pytest.raises(CtxpackError) as caught:
        answered("a.csv", b"")
    assert caught.value.code == "E_CONVERT_EMPTY"
    assert caught.value.message == "a table of values holds no text"


def test_a_lack_of_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: str, __: bytes, **___: bool) -> Converted:
        raise MemoryError

    monkeypatch.setattr(program, "convert", exhausted)
    with pytest.raises(CtxpackError) as caught:
        answered("a.csv", b"a")
    assert caught.value.message == "the document needs more memory than a conversion is given"


@pytest.mark.parametrize(
    ("status", "limit"), [(None, "time"), (-9, "time or memory"), (-24, "time or memory"), (1, "memory")]
)
def test_an_end_without_an_answer_is_a_limit(status: int | None, limit: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        program.read_answer(status, b"")
    assert (caught.value.code, caught.value.data) == ("E_CONVERT_LIMIT", {"limit": limit})


def test_the_program_converts_what_stands_on_its_input() -> None:
    words = [sys.executable, *program.command("a.xlsx")[1:]]
    done = run(
        [word for word in words if word not in ("-P", "-s")], workbook(lambda sheet: sheet.append(["a", 1]))
    )
    assert (
        program.read_answer(done.returncode, done.stdout).markdown == "## Sheet\n\n| a | 1 |\n| --- | --- |\n"
    )


def test_only_the_ending_of_a_name_reaches_the_program() -> None:
    assert program.command("--help; rm x.CSV")[-1] == "document.csv"
    assert program.environment() == {"PYTHONPATH": str(ROOT)}


def beside(name: str, data: bytes) -> bytes:
    output = io.BytesIO()
    program.answer(program.command_beside(name)[-2:], io.BytesIO(data), output)
    return output.getvalue()


def test_the_original_comes_after_the_text_when_it_is_asked_for() -> None:
    output = beside("a.txt", b"One\n")
    assert program.read_answer(0, output).markdown == "One\n"
    line = {"text": "One", "label": "1", "place": "line 1"}
    assert program.read_facsimile(output) == {"blocks": [line], "cut": False}


def test_a_program_that_is_ended_while_it_draws_has_told_the_text() -> None:
    text, _drawn = beside("a.txt", b"One\n").splitlines(keepends=True)
    for half in (text, text + b'{"blocks": ['):
        for status in (None, -9):
            assert program.read_answer(status, half).markdown == "One\n"
            assert program.read_facsimile(half) == {"blocks": [], "cut": True}


def test_what_cannot_be_read_is_not_drawn() -> None:
    output = beside("a.csv", b"")
    assert len(output.splitlines()) == 1
    with pytest.raises(CtxpackError):
        program.read_answer(0, output)


TIGHT = """
import runpy, sys
from packformat.convert import program
program.memory = lambda name: 32 << 20
sys.argv = ["", "document.txt"]
runpy.run_module("packformat.convert", run_name="__main__")
"""


def test_a_document_that_needs_too_much_memory_ends_its_own_process_only() -> None:
    done = run([sys.executable, "-c", TIGHT], b"a" * 19_000_000)
    with pytest.raises(CtxpackError) as caught:
        program.read_answer(done.returncode, done.stdout)
    assert (caught.value.code, caught.value.data) == ("E_CONVERT_LIMIT", {"limit": "memory"})


WORLD = """
import socket, subprocess, sys, os
from packformat.convert import program
program.forbid_the_world()
open(os.devnull, "wb").close()
for attempt in (
    lambda: socket.socket(),
    lambda: socket.getaddrinfo("localhost", 1),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.fork(),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
):
    try:
        attempt()
    except PermissionError as error:
        print(error)
"""


def test_what_only_reads_is_let_through() -> None:
    program.refuse("open", ())
    with pytest.raises(PermissionError, match=r"socket\.connect"):
        program.refuse("socket.connect", ())


def test_no_library_reaches_the_network_or_starts_a_program() -> None:
    done = run([sys.executable, "-c", WORLD])
    assert done.stderr == b""
    assert done.stdout.decode().split() == [
        "socket.__new__", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.fork", "os.exec",
        "os.posix_spawn",
    ]  # fmt: skip


def test_the_answer_is_json_that_any_language_reads() -> None:
    output = io.BytesIO()
    program.answer(["a.txt"], io.BytesIO("ä".encode()), output)
    assert json.loads(output.getvalue()) == {"markdown": "ä\n", "losses": [], "pages": []}
