"""``ctxpack statements``: what holds, whose it is, and what it takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.overlays import RULES_PLACE, publish_base, publish_overlay

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    assert url
    publish_base(registry)
    publish_base(registry, name="audit", Age="60 days")
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house", "audit")


def test_each_statement_is_printed_with_whose_it_is_what_gave_way_and_where_it_stands(cli: Cli) -> None:
    result = cli.ok("statements")
    assert (
        f"Limit: “2000”\n  house, in the place of “5000 an invoice” of close  ({RULES_PLACE}:3)\n"
        in result.out
    )
    assert f"Age: “30 days”\n  close  ({RULES_PLACE}:4)\n" in result.out
    assert "`Age` is “60 days” in audit" in result.err
    assert "not settled: `ctxpack settle`" in result.err
    assert "3 statements, 1 in the place of another" in result.err


def test_names_and_what_packs_part_over_can_be_asked_for(cli: Cli) -> None:
    assert cli.ok("statements", "limit").out.startswith("Limit: “2000”\n")
    assert cli.ok("statements", "age").out.count("Age:") == 2
    cli.ok("settle", "Age", "--follow", "audit")
    result = cli.ok("statements", "--parted")
    assert (
        "Age: “60 days”\n  audit, in the place of “30 days” of close, as this project decided" in result.out
    )
    assert result.out.count("\n") == 6


def test_the_same_for_programs(cli: Cli) -> None:
    document = cli.ok("statements", "limit", "--json").document
    assert document["statements"] == [
        {
            "name": "Limit",
            "value": "2000",
            "pack": "house",
            "source": "",
            "until": "",
            "stated_by": "close",
            "path": RULES_PLACE,
            "line": 3,
            "in_place_of": [{"pack": "close", "value": "5000 an invoice"}],
            "decided": False,
        }
    ]
    assert document["tensions"][0]["reason"] == ""
    assert document["undecided"] == document["missed"] == document["moved"] == []


def test_what_somebody_has_written_into_a_memory_counts(cli: Cli) -> None:
    place = cli.path(RULES_PLACE)
    place.write_text(place.read_text().replace("30 days", "60 days"))
    assert cli.ok("statements", "age").out.count("“60 days”") == 2
    assert "Age" not in cli.ok("statements", "age").err


def test_a_manifest_that_somebody_has_broken_overrides_nothing(cli: Cli) -> None:
    cli.path(".claude/skills/house/pack.toml").write_text("extends = 3")
    assert "Limit: “5000 an invoice”" in cli.ok("statements").out
