"""Fills the database of the environment with packs, searches it, and prints what that took as JSON."""

import json
import statistics
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import connection, transaction  # noqa: E402 - after the settings

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
    times, right = [], 0
    for text, name in generated(specs, QUERIES):
        rounds, found = zip(*(timed(text) for _round in range(ROUNDS)), strict=True)
        times.append(min(rounds))
        right += name in found[0][:3]
    result = {
        "p50": statistics.median(times),
        "p99": statistics.quantiles(times, n=100)[98],
        "right": right / QUERIES,
    }
    json.dump(result, sys.stdout)


def timed(text: str) -> tuple[float, list[str]]:
    """Milliseconds of one search, and the names on its first page."""
    started = time.perf_counter()
    found = search_packs(text)
    first = [pack.name for pack in found[:PAGE]]
    found.facets()
    return (time.perf_counter() - started) * 1000, first


if __name__ == "__main__":
    main(int(sys.argv[1]))
