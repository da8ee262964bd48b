from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import sample_wiki, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


def test_a_sound_wiki_says_so(cli: Cli, tmp_path: Path) -> None:
    wiki = sample_wiki(tmp_path)
    result = cli.ok("wiki lint", "--wiki", str(wiki), "--stale-days", "99999")
    assert (result.out, result.err) == ("", "Sound: 12 pages, 10 sources\n")


def test_each_problem_is_a_line_with_its_place(cli: Cli, tmp_path: Path) -> None:
    wiki = sample_wiki(tmp_path)
    write(wiki, "wiki/home.md", "---\ntype: hub\n---\n[x](gone.md)\n")
    result = cli("wiki lint", "--wiki", str(wiki), "--stale-days", "99999")
    assert result.code == 1
    assert result.out.startswith("broken-link: wiki/home.md:4: leads to `gone.md`, which is not there")
    document = cli("wiki lint", "--wiki", str(wiki), "--stale-days", "99999", "--json").document
    assert document["error"]["code"] == "E_WIKI_PROBLEMS"
    assert document["problems"][0]["line"] == 4
