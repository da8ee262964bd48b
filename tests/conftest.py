"""Fixtures that every room's tests can ask for."""

pytest_plugins = ["tests.support.engines"]
