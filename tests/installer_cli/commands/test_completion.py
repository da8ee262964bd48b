"""Completion: the words that may come next, and the shells of this machine asking for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from installer_cli.candidates import candidates
from installer_cli.commands.completion import SHELLS
from installer_cli.main import COMMANDS
from installer_cli.shells import SCRIPTS
from tests.support.source import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def words(*line: str) -> list[str]:
    return [candidate.word for candidate in candidates(line)]


@pytest.fixture
def project(url: str, cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A project with one pack, on a machine that has heard of three; its folder is the current one."""
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    registry.publish("clothing")
    cli.ok("info", "clothing")
    cli.ok("install", "close")
    monkeypatch.chdir(cli.project)
    return cli


def test_commands_come_first() -> None:
    assert words("") == list(dict.fromkeys(name.split()[0] for name in COMMANDS))
    assert words("ou") == ["outdated"]
    assert words() == words("")
    assert words("nonsense", "") == []


def test_a_command_of_two_words_is_completed_word_by_word() -> None:
    (found,) = candidates(["wik"])
    assert (found.word, found.about[:17]) == ("wiki", "commands: ingest,")
    assert words("wiki", "in") == ["ingest", "index"]
    assert {"--json", "--project"} <= set(words("wiki", "lint", "--"))


def test_options_are_those_of_the_command_with_what_they_mean() -> None:
    assert words("lock", "--ch") == ["--check"]
    assert {"--json", "-q", "--check"} <= set(words("lock", "-"))
    (found,) = candidates(["sync", "--fro"])
    assert found.about.startswith("change nothing")


def test_values_are_those_that_an_option_takes() -> None:
    assert words("list", "--color", "") == ["auto", "always", "never"]
    assert words("list", "--color=al") == ["--color=always"]
    assert words("outdated", "--min-age", "") == []
    assert words("cache", "p") == ["prune"]
    assert words("completion", "") == list(SHELLS)
    assert words("list", "") == []
    assert words("search", "") == []


def test_names_are_those_of_packs_this_machine_has_heard_of(project: Cli) -> None:
    assert words("install", "") == ["close", "clothing", "ledger"]
    assert words("install", "clot") == ["clothing"]
    assert words("uninstall", "cl") == ["close"]
    assert words("why", "") == ["close", "ledger"]


def test_a_named_project_is_looked_into(project: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.home)
    assert words("why", "") == []
    assert words("why", "--project", str(project.project), "") == ["close", "ledger"]
    assert words("why", "--project", "/nowhere", "") == []
    monkeypatch.setenv("HOME", str(project.project))
    assert words("why", "--global", "") == ["close", "ledger"]


def test_a_machine_that_has_heard_of_nothing_has_no_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTXPACK_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert words("install", "") == []


def test_files_and_folders_are_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packs" / "close").mkdir(parents=True)
    (tmp_path / "packs" / "notes.md").write_text("")
    monkeypatch.chdir(tmp_path)
    assert words("check", "") == ["packs/"]
    assert words("check", "packs/") == ["packs/close/", "packs/notes.md"]
    assert words("list", "--project", "pa") == ["packs/"]
    assert words("check", "nowhere/") == []


def test_the_command_prints_what_the_shells_ask_for(project: Cli) -> None:
    assert project.ok("completion", "candidates", "--", "ou").out == f"outdated\t{COMMANDS['outdated']}\n"
    document = project.ok("completion", "candidates", "--json", "--", "install", "le").document
    assert document["candidates"] == [{"word": "ledger", "about": ""}]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(cli: Cli, shell: str) -> None:
    assert cli.ok("completion", shell).out == SCRIPTS[shell]
    assert cli.ok("completion", shell, "--json").document["script"] == SCRIPTS[shell]


def test_another_shell_is_answered_with_those_there_are(cli: Cli) -> None:
    for argv in (("tcsh",), ("bash", "zsh")):
        result = cli("completion", *argv)
        assert result.code == 2
        assert "is not one of bash, zsh, fish, powershell" in result.err


def run_bash(line: list[str]) -> list[str]:
    shown = " ".join(f"'{word}'" for word in line)
    program = (
        f'COMP_WORDS=({shown}); COMP_CWORD={len(line) - 1}; _ctxpack; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    return ["bash", "-c", f'eval "$(ctxpack completion bash)"; {program}']


def run_zsh(line: list[str]) -> list[str]:
    """The function is called as the completion system would; what it describes is printed."""
    shown = " ".join(f"'{word}'" for word in line)
    describe = '_describe() { local item; for item in "${(P@)2}"; do print -r -- "${item%%:*}"; done }'
    call = f"words=({shown}); CURRENT={len(line)}; _ctxpack"
    return ["zsh", "-fc", f'{describe}; compdef() {{ :; }}; eval "$(ctxpack completion zsh)"; {call}']


def run_fish(line: list[str]) -> list[str]:
    ask = f"complete -C '{' '.join(line)}' | string replace -r '\\t.*' ''; true"
    return ["fish", "-c", f"ctxpack completion fish | source; {ask}"]


RUNNERS: dict[str, Callable[[list[str]], list[str]]] = {"bash": run_bash, "zsh": run_zsh, "fish": run_fish}


@pytest.mark.parametrize("shell", [shell for shell in RUNNERS if shell == "bash" or shutil.which(shell)])
def test_a_real_shell_completes(project: Cli, tmp_path: Path, shell: str) -> None:
    program = tmp_path / "bin" / "ctxpack"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m installer_cli "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}

    def complete(*line: str) -> list[str]:
        command = RUNNERS[shell](["ctxpack", *line])
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return done.stdout.split()

    assert complete("ou") == ["outdated"]
    assert complete("install", "cl") == ["close", "clothing"]
    assert complete("uninstall", "") == ["close", "ledger"]
    assert complete("lock", "--ch") == ["--check"]
