import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError

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


def test_a_database_without_tables_ends_a_command_with_what_makes_them(tmp_path: Path) -> None:
    there = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", "create_token", "ada"],
        env={**there, "CTXPACK_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("hint: run `manage.py migrate`\n")
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_what_else_a_database_refuses_is_a_fault_and_shows_its_traceback() -> None:
    @plainly
    def handle() -> None:
        raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError):
        handle()
