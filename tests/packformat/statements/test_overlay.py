import pytest

from packformat.errors import CtxpackError
from packformat.statements.overlay import Override, read_extends

WRITTEN = {
    "ledger-core": {"versions": "^1.0"},
    "close": {
        "versions": "*",
        "overrides": [{"name": "Limit", "value": "2", "instead-of": "5", "until": "2027-03-31"}],
    },
}


def test_what_is_extended_is_read_by_name_and_written_as_it_was() -> None:
    close, core = read_extends(WRITTEN)
    assert close.overrides == (Override("Limit", "2", until="2027-03-31", instead_of="5"),)
    again = {str(item.requirement.name): item.as_dict() for item in (core, close)}
    assert again["close"] == WRITTEN["close"]
    assert again["ledger-core"] == {"versions": ">=1.0.0,<2.0.0"}
    assert read_extends(again) == (close, core)


@pytest.mark.parametrize("name", ["Close", "a"])
def test_a_pack_that_is_extended_has_the_name_of_a_pack(name: str) -> None:
    with pytest.raises(CtxpackError, match="is not a pack name"):
        read_extends({name: {"versions": "*"}})
