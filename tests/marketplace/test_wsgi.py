import subprocess
import sys

SCRIPT = """
import sys, threading, time
started = time.monotonic()
from marketplace.wsgi import application, worker
print(type(application).__name__, worker.is_alive(), "celery" in sys.modules, "boto3" in sys.modules)
"""


def test_the_application_is_the_edge_with_a_worker_beside_it_and_loads_no_engine_that_is_not_used(
    tmp_path: object,
) -> None:
    environment = {"CTXPACK_DATA_DIR": str(tmp_path), "PYTHONPATH": ".", "CTXPACK_LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout.split() == ["Edge", "True", "False", "False"]
