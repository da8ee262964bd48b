import signal
import subprocess
import sys
from collections.abc import Callable


def test_it_works_until_it_is_told_to_end(own_registry: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "worker"]
    with subprocess.Popen(command, env=own_registry, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_key_that_cannot_be_used_is_one_clear_message(
    own_registry: dict[str, str], manage: Callable
) -> None:
    own_registry["CTXPACK_SIGNING_KEY_FILE"] = "/proc/signing.key"
    done = manage("worker")
    assert done.returncode == 1
    assert "the signing key `/proc/signing.key` cannot be used" in done.stderr
    assert "hint: restore it from the backup" in done.stderr
    assert "Traceback" not in done.stderr
