"""Pack names: what every client accepts, and which are kept back."""

import pytest
from hypothesis import given

from packformat.names import RESERVED_NAMES, PackName, is_reserved
from tests.support.refusals import refused
from tests.support.strategies import names

BROKEN = {
    "Accounting_Close": "`A` is not a small letter",
    "accounting_close": "`_` is not a small letter",
    "a": "it has 1 characters",
    "a" * 65: "it has 65 characters",
    "": "it has 0 characters",
    "-x": "it does not start with a letter",
    "x-": "a hyphen stands between",
    "a--b": "a hyphen stands between",
    "1password": "it does not start with a letter",
    "café": "`é` is not a small letter",
    "a b": "` ` is not a small letter",
    "ab\n": "`\\u000a` is not a small letter",
}


@given(names)
def test_kebab_names_are_names(name: str) -> None:
    assert PackName.parse(name) == name


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_name_is_refused_with_the_rule_it_breaks(name: str) -> None:
    with refused("E_NAME", BROKEN[name]):
        PackName.parse(name)


@pytest.mark.parametrize("value", [None, 1, ["a"], b"ab"], ids=repr)
def test_what_is_not_text_is_not_a_name(value: object) -> None:
    with refused("E_NAME", "it is not text"):
        PackName.parse(value)


@pytest.mark.parametrize(
    "name", ["claude", "anthropic-official", "ctxpack", "ctxpack-x", "admin", "api", "nul", "com1"]
)
def test_brands_routes_and_devices_are_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["accounting-close", "claudette", "finance", "legal"])
def test_other_names_are_free(name: str) -> None:
    assert not is_reserved(name)


def test_every_reserved_name_could_otherwise_be_one() -> None:
    assert {PackName.parse(name) for name in RESERVED_NAMES} == RESERVED_NAMES
