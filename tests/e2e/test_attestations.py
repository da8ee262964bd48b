"""A result goes from the run to the page: installed, run, signed, sent, shown, fetched, replayed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.agents import agent_command
from tests.support.eval_packs import write_pack
from tests.support.folders import built_folder
from tests.support.server import LiveRegistry, live_registry
from tests.support.source import ROOT
from tests.support.template import Template

ADDS = "if packs:\n    (here / 'answer.json').write_text('{\"sum\": 4}')\n"
SAYS = "say('4', 0.25, modelUsage={'model-of-a-test': {}})"


@pytest.fixture(scope="module")
def registry(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRegistry]:
    data = tmp_path_factory.mktemp("registry")
    with template.copied_to(data) as own, live_registry(data, token=template.token, **own) as registry:
        folder = write_pack(tmp_path_factory.mktemp("packs") / "adding")
        assert registry.publish(built_folder(folder).archive)["status"] == "published"
        yield registry


class Person:
    """Somebody with a machine and an account of their own."""

    def __init__(self, registry: LiveRegistry, folder: Path, name: str):
        self.folder = folder / name
        self.folder.mkdir()
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "CTXPACK_HOME": str(self.folder / "home"),
            "CTXPACK_REGISTRY": registry.address,
            "CTXPACK_TOKEN": registry.manage("create_token", name, "--scope", "comment"),
        }

    def run(self, *words: str) -> tuple[int, Any]:
        """The exit code and the document of a command."""
        argv = [sys.executable, "-m", "installer_cli", *words, "--json"]
        done = subprocess.run(
            argv, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    def ok(self, *words: str) -> Any:
        """The document of a command that must succeed."""
        code, document = self.run(*words)
        assert code == 0, document
        return document


def test_a_result_goes_from_the_run_to_the_page_and_back_to_a_run(
    registry: LiveRegistry, tmp_path: Path
) -> None:
    eve = Person(registry, tmp_path, "eve")
    agent = agent_command(tmp_path, ADDS + SAYS)
    eve.ok("install", "adding", "--yes")
    arms = ("--arms", "with,without", "--agent-cmd", agent, "--record", "runs", "--out", "report.json")
    eve.ok("eval", "run", "adding", *arms)
    sent = eve.ok("eval", "attest", "report.json", "--send", "--out", "signed.jsonl")["sent"]
    assert (sent["sender"], sent["by_publisher"], sent["models"]) == ("eve", False, ["model-of-a-test"])

    with urlopen(sent["page"]) as page:  # noqa: S310 - our own address
        html = page.read().decode()
    assert "every case met (1)" in html
    assert "+100 points" in html
    with urlopen(sent["document"]) as document:  # noqa: S310 - our own address
        fetched = document.read()
    assert fetched == (eve.folder / "signed.jsonl").read_bytes()

    grace = Person(registry, tmp_path, "grace")
    (grace.folder / "signed.jsonl").write_bytes(fetched)
    grace.ok("install", "adding", "--yes")
    found = grace.ok(
        "eval", "verify", "signed.jsonl", "--pack", "adding", "--replay", str(eve.folder / "runs")
    )
    assert (found["to"], found["checked"]) == (
        {"registry": registry.address, "account": "eve"},
        "all 2 runs replay to the letter",
    )
    code, refused = grace.run("eval", "attest", "report.json", "--send")
    assert (code, refused["error"]["code"]) == (1, "E_PATH")


def test_a_result_of_a_pack_that_was_changed_is_not_taken(registry: LiveRegistry, tmp_path: Path) -> None:
    mallory = Person(registry, tmp_path, "mallory")
    mallory.ok("install", "adding", "--yes")
    graders = mallory.folder / ".claude/skills/adding/evals/two/graders.toml"
    graders.write_text(graders.read_text().replace('equals = "4"', 'equals = "5"'))
    mallory.run("eval", "run", "adding", "--replay", "bad", "--out", "report.json")
    code, refused = mallory.run("eval", "attest", "report.json", "--send")
    assert code != 0
    assert "the result is about `adding` 1.0.0 (sha256:" in refused["error"]["message"]
