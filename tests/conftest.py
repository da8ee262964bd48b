"""Fixtures that every room's tests can ask for."""

import signal
from collections.abc import Generator, Iterator
from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, settings

from tests.support.measuring import unmeasured
from tests.support.thaw import thaw_tables

# A timing is never a test: the machine may be busy.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A shell's background job ignores Ctrl-C, and with it every program that it starts: some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.support.browser", "tests.support.engines", "tests.support.template"]


ACROSS = ("tests/e2e/", "tests/engines/", "tests/fixtures/")
"""Tests that go through several rooms, of which each has tests of its own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, a suite of its own: at the end nothing would be left to run beside it."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/engines/test_registry_on_postgresql"))
    for item in items:
        if item.nodeid.startswith(ACROSS):
            item.add_marker("unmeasured")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Leave unmeasured what is marked so, from its first fixture to its last."""
    with unmeasured() if item.get_closest_marker("unmeasured") else nullcontext():
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def _no_trace_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The client's cache, registry and token of whoever runs the tests are neither used nor touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CTXPACK_HOME", str(tmp_path_factory.mktemp("ctxpack-home")))
        patch.delenv("CTXPACK_REGISTRY", raising=False)
        patch.delenv("CTXPACK_TOKEN", raising=False)
        yield


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Real transactions; afterwards even immutable rows go. Migrations end by guarding the tables again."""
    yield
    thaw_tables()
