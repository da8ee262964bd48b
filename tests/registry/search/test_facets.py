import pytest

from registry.models import Component, Pack, Release
from registry.search.facets import (
    count_all_facets,
    count_facets,
    facet_values_of,
    facets_named,
    narrowed,
)
from tests.support.rows import release_row


def test_the_facets_of_a_release_come_from_its_manifest_licence_and_components() -> None:
    manifest = {"professions": ["accountant", "auditor"], "jurisdictions": ["GB", "US-CA"]}
    release = Release(manifest=manifest, licence="MIT")
    assert facet_values_of(release, [Component(kind="skill"), Component(kind="skill")]) == {
        ("agent", "claude-code"),
        ("profession", "accountant"),
        ("profession", "auditor"),
        ("jurisdiction", "GB"),
        ("jurisdiction", "US-CA"),
        ("licence", "MIT"),
        ("kind", "skill"),
    }


def test_what_a_pack_may_do_is_a_facet_and_so_is_that_it_may_do_nothing() -> None:
    examined = Release(manifest={}, powers={"hooks": ["Stop: x"], "hosts": [], "tools": ["Bash"]})
    assert {("power", "hooks"), ("power", "tools")} < facet_values_of(examined, [])
    assert ("power", "none") in facet_values_of(Release(manifest={}, powers={"hooks": []}), [])


def test_agents_that_read_skills_are_a_facet_where_a_skill_stands_alone() -> None:
    parts = [Component(kind="skill", archive_digest="sha256:0"), Component(kind="loop")]
    agents = {value for facet, value in facet_values_of(Release(manifest={}), parts) if facet == "agent"}
    assert agents == {"claude-code", "skill-readers"}


def test_what_a_release_does_not_say_is_no_facet_and_a_long_value_is_cut() -> None:
    assert facet_values_of(Release(manifest={}, licence=""), []) == {("agent", "claude-code")}
    assert ("licence", "x" * 60) in facet_values_of(Release(manifest={}, licence="x" * 99), [])


def test_what_a_release_earned_is_a_facet() -> None:
    earned = Release(manifest={}, badges={"examples": {"good": 1, "bad": 1}})
    assert ("has", "examples") in facet_values_of(earned, [])


@pytest.mark.parametrize(
    ("typed", "words", "chosen"),
    [
        ("month end", "month end", {}),
        ("has:examples month ", "month ", {"has": "examples"}),
        ("close has:eval licence:MIT", "close", {"kind": "eval", "licence": "MIT"}),
        ("has: else:where 10:30", "has: else:where 10:30", {}),
    ],
)
def test_facets_can_be_typed_among_the_words(typed: str, words: str, chosen: dict[str, str]) -> None:
    assert facets_named(typed) == (words, chosen)


@pytest.mark.django_db
def test_values_are_counted_the_commonest_first_and_then_by_name() -> None:
    packs = [release_row(f"pack-{licence.lower()}", licence=licence).pack.pk for licence in ("B", "A", "C")]
    release_row("pack-d", licence="C")
    assert count_facets(packs)["licence"] == [("A", 1), ("B", 1), ("C", 1)]
    assert count_all_facets()["licence"] == [("C", 2), ("A", 1), ("B", 1)]
    assert "profession" not in count_all_facets()


@pytest.mark.django_db
def test_rows_are_narrowed_to_packs_with_every_chosen_value() -> None:
    release_row("one", licence="MIT", components=[("eval", "case")])
    release_row("two", licence="MIT")
    chosen = narrowed(Pack.objects.all(), {"licence": "MIT", "kind": "eval"}, pack="pk")
    assert [pack.name for pack in chosen] == ["one"]
    assert narrowed(Pack.objects.all(), {}, pack="pk").count() == 2
