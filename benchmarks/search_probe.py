"""Fills the database of the environment with packs, searches it, and prints what that took as JSON."""

import json
import statistics
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import connection, transaction  # noqa: E402 - after the settings

from benchmarks.cpu import cpu_seconds  # noqa: E402 - after the settings
from registry.search.find import search_packs  # noqa: E402 - after the settings
from tests.support.many_packs import make_catalogue  # noqa: E402 - after the settings
from tests.support.search_queries import generated  # noqa: E402 - after the settings

QUERIES = 400
ROUNDS = 3
PAGE = 24


def main(packs: int) -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        specs = make_catalogue(packs)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    times, used, right = [], [], 0
    for text, name in generated(specs, QUERIES):
        rounds, cpu, found = zip(*(timed(text) for _round in range(ROUNDS)), strict=True)
        times.append(min(rounds))
        used.append(min(cpu))
        right += name in found[0][:3]
    result = {
        "p50": statistics.median(times),
        "p99": statistics.quantiles(times, n=100)[98],
        "cpu_p50": statistics.median(used),
        "cpu_p99": statistics.quantiles(used, n=100)[98],
        "right": right / QUERIES,
    }
    json.dump(result, sys.stdout)


def timed(text: str) -> tuple[float, float, list[str]]:
    """Milliseconds of one search, those of CPU that it took, and the names on its first page."""
    server = server_seconds()
    started, own = time.perf_counter(), time.process_time()
    found = search_packs(text)
    first = [pack.name for pack in found[:PAGE]]
    found.facets()
    passed, own = time.perf_counter() - started, time.process_time() - own
    return passed * 1000, (own + server_seconds() - server) * 1000, first


def server_seconds() -> float:
    """CPU time of the database's own process that serves this one; SQLite has none."""
    return cpu_seconds(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]))
