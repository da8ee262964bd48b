"""Search as a whole: the right pack comes first, and the database under it makes no difference."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer_cli.commands.search import COMMAND
from registry.search.find import ORDERS, search_packs
from tests.support.many_packs import make_catalogue
from tests.support.search_queries import BY_HAND, generated
from tests.support.source import ROOT
from tests.support.template import Template

PACKS = 10_000
QUERIES = 400
FIRST = 3
ENOUGH = 0.95


@pytest.mark.django_db
def test_of_ten_thousand_packs_the_one_that_was_meant_is_among_the_first_three() -> None:
    specs = make_catalogue(PACKS)
    missed = {}
    queries = [*BY_HAND, *generated(specs, QUERIES)]
    for text, name in queries:
        first = [pack.name for pack in search_packs(text)[:FIRST]]
        if not any(found.startswith(name) for found in first):
            missed[text] = first
    assert len(missed) <= (1 - ENOUGH) * len(queries), missed


def test_postgresql_and_sqlite_give_the_same_answers_in_the_same_order(
    template: Template, postgres_template: Template, tmp_path: Path
) -> None:
    sqlite = answers_on(template, tmp_path / "sqlite")
    assert len(sqlite) > 100
    assert sqlite == answers_on(postgres_template, tmp_path / "postgresql")


def test_the_command_asks_for_every_order_that_there_is() -> None:
    (asked,) = (option for option in COMMAND.options if option.name == "--order")
    assert set(asked.choices) == set(ORDERS)


def answers_on(template: Template, data: Path) -> list[object]:
    with template.copied_to(data) as settings:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.support.search_sample"],
            env={**os.environ, **settings},
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
    answers: list[object] = json.loads(ended.stdout)
    return answers
