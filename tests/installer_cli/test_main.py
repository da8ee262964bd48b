from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from installer_cli import __version__, main
from installer_cli.main import COMMANDS, GROUPS
from tests.support.source import ROOT
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"ctxpack {__version__}\n"


def test_what_a_run_has_left_in_memory_is_not_looked_through_at_its_end() -> None:
    program = "import gc; from installer_cli.main import start; start(); print(gc.get_freeze_count() > 0)"
    done = subprocess.run([sys.executable, "-c", program, "--version"], check=True, stdout=subprocess.PIPE)
    assert done.stdout.decode().splitlines() == [f"ctxpack {__version__}", "True"]


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in COMMANDS)


def test_help_for_a_command_is_asked_for_before_it_or_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("install", "eval run", "eval"):
        assert main.main(["help", *name.split()]) == 0
        asked_before = capsys.readouterr().out
        assert main.main([*name.split(), "--help"]) == 0
        assert capsys.readouterr().out == asked_before
        assert f"Usage: ctxpack {name} " in asked_before
    assert main.main(["help", "nonsense"]) == 2


def test_nothing_at_all_is_a_usage_error_with_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Usage: ctxpack COMMAND" in captured.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_options_and_json(cli: Cli, name: str) -> None:
    shown = cli.ok(name, "--help").out
    assert f"Usage: ctxpack {name}" in shown
    for option in ("--json", "--quiet", "--project", "--registry", "--color", "--help"):
        assert option in shown
    assert main._load(name).COMMAND.name == name


def test_an_unknown_command_gets_the_nearest_one(cli: Cli) -> None:
    result = cli("insatll")
    assert result.code == 2
    assert "error[E_USAGE_COMMAND]: there is no command `insatll`" in result.err
    assert "did you mean `install`?" in result.err


def test_an_error_in_json_mode_is_one_document_on_stdout(cli: Cli) -> None:
    result = cli("install", "--json", "--nonsense")
    assert (result.code, result.err) == (2, "")
    assert result.document["error"]["code"] == "E_USAGE_OPTION"


def test_a_mistake_of_ours_is_one_message_unless_debugging(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("installer_cli.commands.list.run", fail)
    result = cli("list")
    assert result.code == 1
    assert (
        "error[E_INTERNAL]: ctxpack failed in a way that it should not: ZeroDivisionError: oops" in result.err
    )
    monkeypatch.setenv("CTXPACK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli("list")


def test_an_interruption_ends_with_130(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("installer_cli.commands.list.run", interrupt)
    result = cli("list")
    assert result.code == 130
    assert "interrupted" in result.err


def test_an_interruption_before_a_command_has_begun_is_quiet() -> None:
    interrupted = (
        "import signal, sys\n"
        "class Early:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'installer_cli.console':\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Early())\n"
        "from installer_cli.main import start\n"
        "sys.exit(start())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", interrupted, "list"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_reader_that_goes_away_is_no_error(cli: Cli) -> None:
    command = [sys.executable, "-m", "installer_cli", "--help"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert b"Traceback" not in process.communicate()[1]
    assert cli.project.exists()


@pytest.mark.usefixtures("url")
def test_at_a_terminal_new_powers_are_asked_for(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", powers={"hooks": ["Stop: python check.py"]})
    terminal = Terminal(cli.project, "install", "close", "--yes")
    terminal.until("Do you allow this? [y/N] ")
    assert "when the agent stops (Stop): python check.py" in terminal.shown
    assert "\x1b[33m!" in terminal.shown
    terminal.type("n\n")
    assert terminal.end() == 6
    assert list(cli.project.iterdir()) == []
    terminal = Terminal(cli.project, "install", "close")
    terminal.until("Do you allow this? [y/N] ")
    terminal.type("y\n")
    assert terminal.end() == 0
    assert cli.path(".claude/skills/close/pack.toml").exists()


@pytest.mark.usefixtures("url")
def test_at_a_terminal_more_than_was_asked_for_is_asked_about(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    terminal = Terminal(cli.project, "install", "close")
    terminal.until("Go on? [y/N] ")
    terminal.type("\n")
    assert terminal.end() == 6
    assert list(cli.project.iterdir()) == []
    assert Terminal(cli.project, "install", "close", "--yes").end() == 0
    assert json.loads(cli.ok("list", "--json").out)["packs"]


@pytest.mark.parametrize("early", [("--json",), ("--color", "never", "--json"), ("--color=never", "--json")])
def test_options_of_every_command_may_stand_before_it(
    cli: Cli, capsys: pytest.CaptureFixture[str], early: tuple[str, ...]
) -> None:
    assert main.main([*early, "list", "--project", str(cli.project)]) == 0
    assert json.loads(capsys.readouterr().out)["command"] == "list"


@pytest.mark.parametrize("words", [["--help"], ["help"], ["-h"]])
def test_options_of_every_command_may_stand_before_help(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main.main(["--color", "never", *words]) == 0
    assert capsys.readouterr().out.startswith(f"ctxpack {__version__}")
    assert main.main(["-q", *words, "list"]) == 0
    assert capsys.readouterr().out


def test_options_of_every_command_may_stand_before_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--quiet", "--version"]) == 0
    assert capsys.readouterr().out == f"ctxpack {__version__}\n"


@pytest.mark.parametrize(
    "words", [["--json"], ["--json", "instal"], ["eval", "--json"], ["--json", "eval"], ["--json", "--no"]]
)
def test_a_line_without_a_command_is_an_error_in_the_form_that_was_asked_for(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main.main(words) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["error"]["code"] == "E_USAGE_COMMAND"
    assert captured.err == ""


def run_with(streams: str, cli: Cli, *argv: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a shell does that was told where its output goes."""
    script = f'exec "$0" -m installer_cli "$@" {streams}'
    command = ["sh", "-c", script, sys.executable, *argv, "--project", str(cli.project)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_an_output_that_takes_nothing_is_told_in_one_message(cli: Cli, form: list[str]) -> None:
    cli.path("CLAUDE.md").write_text("# Ours\n")
    done = run_with(">/dev/full", cli, "context", *form)
    assert done.returncode == 1
    assert done.stderr.startswith(b"error[E_STDOUT]: what was asked for could not be written to the output: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_run_with_nothing_to_read_from_or_write_to_does_what_it_should(
    cli: Cli, registry: RegistrySimulator, streams: str
) -> None:
    registry.publish("close")
    assert run_with(streams, cli, "install", "close").returncode == 0
    assert cli.path(".claude/skills/close/pack.toml").exists()
    assert run_with(streams, cli, "list").returncode == 0
    assert run_with(streams, cli, "install", "nothing").returncode == 3


@pytest.mark.parametrize("group", GROUPS)
def test_commands_that_share_a_word_have_a_page_of_their_own(
    capsys: pytest.CaptureFixture[str], group: str
) -> None:
    assert main.main([group, "--help"]) == 0
    page = capsys.readouterr().out
    members = [name for name in COMMANDS if name.startswith(f"{group} ")]
    assert len(members) > 1
    assert page.startswith(f"ctxpack {group}: {GROUPS[group]}\n\nUsage: ctxpack {group} COMMAND [OPTIONS]\n")
    for name, summary in COMMANDS.items():
        assert (f"{name} " in page and summary in page) == (name in members)
    assert main.main([group]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", page)


def test_every_word_that_commands_share_is_a_group() -> None:
    assert {name.split()[0] for name in COMMANDS if " " in name} == GROUPS.keys()


def test_a_slip_in_the_second_word_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["eval", "rnu"]) == 2
    assert "`eval run`" in capsys.readouterr().err
