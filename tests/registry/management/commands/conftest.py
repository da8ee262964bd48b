"""Commands as an operator runs them."""

import subprocess
import sys
from collections.abc import Callable

import pytest

Manage = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def manage(own_registry: dict[str, str]) -> Manage:
    """Runs a command to its end, in a registry of its own."""

    def manage(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=own_registry, capture_output=True, text=True, check=False)

    return manage
