"""A pack that is looked through in a browser: asked over real connections, of the real command."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.browser import accessibility_faults, launched, open_page
from tests.support.source import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

NOTES = "# Cut-off\nThe <b>threshold</b>\u200b is 5,000. See [the skill](skills/close/SKILL.md).\n"


@pytest.fixture
def installed(url: str, cli: Cli, registry: RegistrySimulator) -> Cli:
    powers = {"hosts": ["ledger.example"]}
    registry.publish("close", powers=powers, files={"notes.md": NOTES, "pixel.bin": "\0"})
    cli.ok("install", "close", "--yes", "--allow", "all")
    cli.path("secret.txt").write_text("not of the pack")
    return cli


@contextmanager
def opened(cli: Cli, *options: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the first line that it prints."""
    command = [
        sys.executable,
        "-m",
        "installer_cli",
        "open",
        "close",
        *options,
        "--project",
        str(cli.project),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def ask(
    address: str, place: str = "", method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[HTTPResponse, str]:
    parts = urlsplit(address)
    assert parts.port
    connection = HTTPConnection("127.0.0.1", parts.port)
    connection.request(method, place if place.startswith("/") else parts.path + place, headers=headers or {})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


def test_a_pack_is_looked_through_and_searched(installed: Cli) -> None:
    before = installed.tree(state=True)
    with opened(installed) as (_, address):
        response, front = ask(address)
        assert response.status == 200
        assert "ledger.example" in front
        assert re.search(r"About [\d,]+ tokens in every session", front)
        assert "pixel.bin (no text)" in front
        (place,) = re.findall(r'href="(/[^"]*notes\.md)"', front)
        _, page = ask(address, place)
        assert "The &lt;b&gt;threshold&lt;/b&gt;<mark>U+200B</mark> is 5,000." in page
        (skill,) = re.findall(r'\(<a href="([^"]*)">skills/close/SKILL\.md</a>\)', page)
        assert ask(address, skill)[0].status == 200
        _, found = ask(address, "search?q=threshold")
        assert f'<a href="{place}#L2">' in found
        assert "Nothing found." in ask(address, "search?q=zebra")[1]
    assert installed.tree(state=True) == before


def test_a_file_whose_name_is_no_utf_8_is_shown_like_any_other(installed: Cli) -> None:
    folder = installed.path(".claude/memory/close")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / os.fsdecode(b"gr\xfcn.md")).write_text("Said in Latin-1.")
    with opened(installed) as (_, address):
        _, front = ask(address)
        (place,) = re.findall(r'<li><a href="([^"]*%FCn\.md)">[^<]*gr<mark>U\+DCFC</mark>n\.md</a>', front)
        assert "Said in Latin-1." in ask(address, place)[1]
        _, found = ask(address, "search?q=latin")
        assert "gr?n.md:1 <b>" in found


def test_its_pages_are_accessible_quiet_and_fit_a_phone(installed: Cli) -> None:
    phone = {"width": 375, "height": 700}
    with (
        opened(installed) as (_, address),
        launched() as browser,
        open_page(browser, address, viewport=phone) as (page, watch),
    ):
        for place in ("", "search?q=threshold", "files/.claude/skills/close/notes.md"):
            page.goto(address + place)
            assert accessibility_faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]
        assert page.locator("li").count() == NOTES.count("\n")
        page.get_by_role("link", name="skills/close/SKILL.md").click()
        page.get_by_role("heading", name=".claude/skills/close/skills/close/SKILL.md").wait_for()
        assert watch.seen == []


def test_whoever_does_not_know_the_address_or_wants_more_than_to_read_is_refused(installed: Cli) -> None:
    with opened(installed) as (_, address):
        port = urlsplit(address).port
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1"):
            assert ask(address, headers={"Host": host})[0].status == 403
        assert ask(address, headers={"Host": f"localhost:{port}"})[0].status == 200
        for place in ("/", "/files/secret.txt", "files/secret.txt", "files/../../secret.txt"):
            assert ask(address, place)[0].status == 404
        for place in ("files/.claude/skills/close/%2e%2e/%2e%2e/%2e%2e/secret.txt", "files//etc/passwd"):
            assert ask(address, place)[0].status == 404
        for method in ("POST", "DELETE", "OPTIONS", "TRACE"):
            assert ask(address, method=method)[0].status == 501
        response, text = ask(address, method="HEAD")
        assert (response.status, text) == (200, "")
        for status, place in ((200, ""), (404, "nowhere")):
            response, _ = ask(address, place)
            assert response.status == status
            assert str(response.getheader("Content-Security-Policy")).startswith("default-src 'none';")
            assert response.getheader("Referrer-Policy") == "no-referrer"
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
            assert b" 403 " in raw.makefile("rb").readline()


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_even_while_a_connection_is_open(installed: Cli, way: signal.Signals) -> None:
    with (
        opened(installed) as (process, address),
        socket.create_connection(("127.0.0.1", urlsplit(address).port)),
    ):
        ask(address)
        process.send_signal(way)
        _, said = process.communicate()
        assert (process.returncode, said.splitlines()[-1]) == (0, "Closed")


def test_a_browser_is_opened_where_it_is_asked_for(installed: Cli) -> None:
    note = installed.project.parent / "browser.txt"
    program = installed.project.parent / "browser.sh"
    program.write_text(f'#!/bin/sh\necho "$1" > {note}\n')
    program.chmod(0o755)
    for options, is_opened in (((), False), (("--browser",), True)):
        with opened(installed, *options, BROWSER=f"{program} %s") as (_, address):
            ask(address)
            assert note.exists() == is_opened
    assert note.read_text() == f"{address}\n"


def test_programs_are_told_the_address_at_once(installed: Cli) -> None:
    with opened(installed, "--json") as (process, _):
        assert process.stdout
        lines = ["{"]
        while lines[-1] != "}\n":
            lines.append(process.stdout.readline())
        address = json.loads("".join(lines))["address"]
        assert ask(address)[0].status == 200
        result = installed("open", "close", "--port", str(urlsplit(address).port))
        assert (result.code, "Address already in use" in result.err) == (2, True)


@pytest.mark.parametrize("place", [".claude/memory/close", ".claude/skills/close"])
def test_a_folder_that_is_a_link_is_refused_and_nothing_behind_it_is_shown(
    installed: Cli, tmp_path: Path, place: str
) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private/diary.md").write_text("Of nobody else")
    installed.path(place).parent.mkdir(exist_ok=True)
    if installed.path(place).exists():
        shutil.rmtree(installed.path(place))
    installed.path(place).symlink_to(tmp_path / "private")
    result = installed("open", "close")
    assert (result.code, f"`{place}`" in result.err) == (1, True), result.err
    assert "error[E_TARGET_LINK]" in result.err


def test_only_what_is_installed_is_opened(installed: Cli) -> None:
    for argv, code in ((("open", "clsoe"), 3), (("open", "close", "--port", "70000"), 2)):
        assert installed(*argv).code == code
    assert "did you mean `close`?" in installed("open", "clsoe").err
