import pytest
from django.core.management import CommandError

from registry.errors import ERRORS
from registry.management.plain import plainly


def test_a_refusal_ends_a_command_with_message_and_hint() -> None:
    @plainly
    def handle() -> None:
        raise ERRORS.error("E_HANDLE_TAKEN", handle="ledgers")

    with pytest.raises(CommandError) as caught:
        handle()
    assert str(caught.value) == "the handle `ledgers` is taken\nhint: choose another"


def test_anything_else_is_a_fault_and_shows_its_traceback() -> None:
    @plainly
    def handle() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        handle()
