import pytest

from registry import downloads
from registry.downloads import Noted, note, take


@pytest.fixture(autouse=True)
def _nothing_noted() -> None:
    take()


def test_addresses_of_one_network_are_noted_once() -> None:
    for address in ("192.0.2.1", "192.0.2.77", "2001:db8:1::1", "2001:db8:1:2::9"):
        note("ab", address)
    assert take() == {Noted("ab", "192.0.2.0/24"), Noted("ab", "2001:db8:1::/48")}
    assert take() == set()


def test_what_is_no_address_is_passed_over() -> None:
    note("ab", "unix:")
    assert take() == set()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_NOTED", 3)
    for number in range(10):
        note("ab", f"10.0.{number}.1")
    assert len(take()) == 3
