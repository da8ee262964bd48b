"""A plugin for pytest: of the tests, only those that ask for a database, and show something about it."""

import pytest

ASKED_FOR_BY = {"db", "transactional_db", "template"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep those that ask for it by a mark, or by a fixture at any depth."""
    items[:] = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or not ASKED_FOR_BY.isdisjoint(item.fixturenames))
        and not item.get_closest_marker("any_engine")
    ]
