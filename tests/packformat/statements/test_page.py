from packformat.archive import Entry
from packformat.build import build_pack
from packformat.statements.overlay import read_extends
from packformat.statements.page import PAGE, override_files
from packformat.statements.statement import statements_of
from tests.support.packing import MANIFEST

ROW = {"name": "Limit", "value": "2,000.", "source": "The board.", "until": "2027-03-31"}
EXTENDS = read_extends(
    {
        "close": {"versions": "*", "overrides": [ROW, {"name": "Age", "value": "30 days"}]},
        "other": {"versions": "*"},
    }
)


def test_the_page_says_what_holds_in_whose_place_and_lays_it_down_under_its_name() -> None:
    files = override_files(EXTENDS)
    page = files[PAGE].decode()
    assert "## In the place of what close says under the same name" in page
    assert "- **Age**: 30 days.\n- **Limit**: 2,000. Source: The board. Holds until 2027-03-31.\n" in page
    assert [(item.name, item.value) for item in statements_of("house", PAGE, files[PAGE])] == [
        ("Age", "30 days."),
        ("Limit", "2,000."),
    ]
    assert b'valid-until = "2027-03-31"' in files["memory/overrides/memory.toml"]


def test_what_holds_without_end_says_no_end() -> None:
    files = override_files(
        read_extends({"close": {"versions": "*", "overrides": [{"name": "a", "value": "b"}]}})
    )
    assert b"valid-until" not in files["memory/overrides/memory.toml"]


def test_a_pack_that_overrides_nothing_has_no_such_memory() -> None:
    assert override_files(EXTENDS[1:]) == {}
    assert override_files(()) == {}


def test_the_build_adds_the_memory_and_leaves_an_authors_own_page_alone() -> None:
    manifest = MANIFEST + b'\n[extends]\nclose = {versions = "*", overrides = [{name = "a", value = "b"}]}\n'
    built = build_pack([Entry("pack.toml", manifest), Entry(PAGE, b"my own\n")])
    assert PAGE not in built.added
    assert "memory/overrides/memory.toml" in built.added
    assert [str(item) for item in built.manifest.requires] == ["close"]
