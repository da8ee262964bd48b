import subprocess
import sys

from registry.wake import thread
from registry.wake.current import first_look_seconds, wake


def test_without_a_broker_the_thread_is_woken() -> None:
    thread.WORK_WAITS.clear()
    wake(1)
    assert thread.WORK_WAITS.is_set()
    assert first_look_seconds() == thread.FIRST_LOOK_SECONDS


def test_celery_is_imported_only_where_there_is_a_broker() -> None:
    script = (
        "import django, sys; django.setup();"
        "from registry.wake.current import first_look_seconds; first_look_seconds();"
        "print('celery' in sys.modules)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.support.settings", "PYTHONPATH": "."}
    command = [sys.executable, "-c", script]
    without = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    broker = environment | {"CELERY_BROKER_URL": "redis://127.0.0.1/0"}
    with_one = subprocess.run(command, env=broker, check=True, capture_output=True, text=True)
    assert (without.stdout.strip(), with_one.stdout.strip()) == ("False", "True")
