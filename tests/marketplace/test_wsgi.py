import subprocess
import sys

SCRIPT = """
import sys
from marketplace.wsgi import application, worker
from tests.support.wsgi import call
def status(path):
    return call(application, path, Host="127.0.0.1").status
print(type(application).__name__, worker.is_alive(), status("/no-such-page"))
unused = {"celery", "boto3", "redis", "psycopg", "rest_framework.views", "drf_spectacular.openapi"}
print(*unused & {*sys.modules})
print(status("/api/v1/no-such-thing"))
"""


def test_the_application_is_the_edge_with_a_worker_beside_it_and_pages_load_nothing_that_they_do_not_use(
    tmp_path: object,
) -> None:
    environment = {"CTXPACK_DATA_DIR": str(tmp_path), "PYTHONPATH": ".", "CTXPACK_LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout.splitlines() == ["Edge True 404", "", "404"]
