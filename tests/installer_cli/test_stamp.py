"""A second look at a project that nobody has touched."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from installer_cli.project import JOURNAL, Project
from installer_cli.stamp import STAMP, packs_in_place
from tests.support.overlays import PAGE, publish_overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")
SKILL = ".claude/skills/close/skills/close/SKILL.md"


@pytest.fixture
def stamped(cli: Cli, registry: RegistrySimulator) -> Cli:
    """A project in which a run has found nothing to do, some ticks of the clock after the installation."""
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    cli.ok("install", "close")
    time.sleep(0.05)
    assert "checked in" in cli.ok("install", "close").err
    return cli


def in_place(cli: Cli, *words: str) -> int:
    return packs_in_place(Project(str(cli.project)), words)


def test_the_next_run_sees_at_a_glance_that_nothing_is_to_be_done(stamped: Cli) -> None:
    assert in_place(stamped, "close") == 2
    assert "Nothing to do: 2 packs in place, unchanged" in stamped.ok("install", "close").err
    assert "unchanged" in stamped.ok("install").err


def test_a_stamp_is_not_trusted_for_files_that_changed_as_it_was_made(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    assert in_place(cli, "close") == 0


def test_a_pack_that_was_only_required_is_not_taken_for_one_that_is_wanted(stamped: Cli) -> None:
    assert in_place(stamped, "ledger") == 0


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"e", b"E", 1))


def disguise(path: Path) -> None:
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(path: Path) -> None:
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


def link(path: Path) -> None:
    other = path.with_suffix(".other")
    path.rename(other)
    path.symlink_to(other)


def remove(path: Path) -> None:
    path.unlink()


def make_executable(path: Path) -> None:
    path.chmod(0o755)


@pytest.mark.parametrize("change", [edit, disguise, replace, link, remove, make_executable])
@pytest.mark.parametrize(
    "path", [SKILL, "ctxpack.toml", "ctxpack.lock", ".claude/.ctxpack/receipts/close.json"]
)
def test_whatever_is_done_to_a_file_is_seen(stamped: Cli, change: Callable[[Path], None], path: str) -> None:
    change(stamped.path(path))
    assert in_place(stamped, "close") == 0


def test_an_edited_file_is_looked_at_closely_each_time(stamped: Cli) -> None:
    edit(stamped.path(SKILL))
    time.sleep(0.05)
    for _ in range(2):
        stamped.ok("install", "close")
        assert in_place(stamped, "close") == 0


def test_a_receipt_that_came_or_went_is_seen(stamped: Cli) -> None:
    stamped.path(".claude/.ctxpack/receipts/ledger.json").unlink()
    assert in_place(stamped, "close") == 0


@pytest.mark.parametrize("path", ["AGENTS.md", PAGE, ".claude/memory/close/inputs.md", ".gitattributes"])
def test_what_follows_from_the_packs_and_has_gone_is_made_again(
    cli: Cli, registry: RegistrySimulator, path: str
) -> None:
    asks = '\n[[inputs]]\nkey = "company"\ntitle = "Company"\ntype = "string"\n'
    rules = {"memory/rules/index.md": "# Rules\n\n- **Limit**: 5000\n"}
    registry.publish_owned("close", "1.0.0", asks, rules)
    publish_overlay(registry, "house", Limit="2000")
    cli.path(".git").mkdir()
    cli.ok("install", "house", "close", "--target", "codex")
    cli.ok("configure", "close", "--set", "company=Fenwick")
    time.sleep(0.05)
    cli.ok("install")
    assert in_place(cli, "close") == 2
    before = cli.path(path).read_bytes()
    cli.path(path).unlink()
    assert in_place(cli, "close") == 0
    cli.ok("install")
    assert cli.path(path).read_bytes() == before


def test_an_interrupted_run_is_looked_at_closely(stamped: Cli) -> None:
    stamped.path(JOURNAL).write_text("{}")
    assert in_place(stamped, "close") == 0


@pytest.mark.parametrize("content", ["", "2 2 close\n", "1 two close\n", "1 2 close\nnonsense\n"])
def test_a_stamp_that_cannot_be_read_is_passed_over(stamped: Cli, content: str) -> None:
    stamped.path(STAMP).write_text(content)
    assert in_place(stamped, "close") == 0
