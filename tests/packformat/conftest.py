"""What the pack format keeps between calls is forgotten before each module of its tests.

What is computed once would otherwise be computed where nobody measures, and coverage would hang on the order.
"""

import sys

import pytest


@pytest.fixture(scope="module", autouse=True)
def nothing_is_remembered() -> None:
    """Empty every cache of a function."""
    rooms = [module for name, module in sys.modules.items() if name.startswith("packformat.")]
    for module in rooms:
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()
