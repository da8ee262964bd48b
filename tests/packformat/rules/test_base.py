"""What a rule is."""

import pytest

from packformat.codes import FORMAT
from packformat.rules import Rule
from packformat.rules.base import seen_error


@pytest.mark.parametrize(
    ("severity", "may"), [("error", False), ("hold", False), ("warning", True), ("hint", True)]
)
def test_only_what_does_not_stop_a_pack_may_be_left_out(severity: str, *, may: bool) -> None:
    assert Rule("a/b", severity, "About.", lambda _: ()).ignorable is may


def test_an_error_is_seen_where_it_says_and_else_where_the_rule_looks() -> None:
    assert seen_error(FORMAT.error("E_YAML_ALIAS", path="a.md", line=3), "b.md")[0::3] == ("a.md", 3)
    assert seen_error(FORMAT.error("E_VERSION", version="x"), "pack.toml").path == "pack.toml"
    assert seen_error(FORMAT.error("E_YAML_ALIAS", path="a.md", line="x"), "b.md").line == 0
