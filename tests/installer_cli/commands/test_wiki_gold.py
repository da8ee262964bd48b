from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import SAMPLE

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli


def test_the_figure_and_what_misses_are_told(cli: Cli) -> None:
    result = cli.ok("wiki gold", "--wiki", str(SAMPLE))
    assert result.out.splitlines() == [
        "missed: Where do I start reading? (home: not found)",
        "19 of 20 questions find their page in the first 3",
    ]


def test_too_few_hits_end_with_the_exit_code_of_a_goal(cli: Cli) -> None:
    result = cli("wiki gold", "--wiki", str(SAMPLE), "--need", "96", "--json")
    assert (result.code, result.document["found"], result.document["of"]) == (10, 19, 20)
    assert result.document["error"]["code"] == "E_WIKI_MISSED"


def test_a_wiki_without_questions_is_told_so(cli: Cli) -> None:
    cli.path("schema.md").write_text("")
    said = cli("wiki gold", "--wiki", str(cli.project)).err
    assert "gold.json` holds no questions that can be asked: there is no such file" in said
