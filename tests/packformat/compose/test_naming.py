"""Names made of titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.compose.naming import name_of
from packformat.names import PackName, is_reserved


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Month-end close", "month-end-close"),
        ("Überleitung für Äpfel", "uberleitung-fur-apfel"),
        ("2026 review", "review"),
        ("Docs", "my-docs"),
        ("ctxpack tricks", "my-ctxpack-tricks"),
        ("月次決算", "my-pack"),
        ("", "my-pack"),
    ],
)
def test_a_name_follows_from_a_title(title: str, name: str) -> None:
    assert name_of(title) == name


@given(st.text())
def test_every_title_gives_a_name_that_may_be_published(title: str) -> None:
    assert not is_reserved(PackName.parse(name_of(title)))
