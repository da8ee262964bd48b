"""What search answers, as JSON, in the empty, migrated registry that the environment names."""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 - after the settings

from registry.search.find import search_packs  # noqa: E402 - after the settings
from tests.support.many_packs import make_catalogue  # noqa: E402 - after the settings
from tests.support.search_queries import BY_HAND, generated  # noqa: E402 - after the settings

PACKS = 400
QUERIES = 50
FILTERS = ({}, {"kind": "eval"}, {"kind": "eval", "licence": "MIT", "trust": "no-warning"})


def main() -> None:
    with transaction.atomic():  # one by one, each row would wait for the disk
        specs = make_catalogue(PACKS)
    answers = []
    for text in [query for query, _name in (*BY_HAND, *generated(specs, QUERIES))] + [
        "",
        "review",
        "letter plan",
    ]:
        for filters in FILTERS:
            found = search_packs(text, filters)
            names = [pack.name for pack in found[:30]]
            answers.append([text, names, len(found), found.facets(), dict(found.corrections)])
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
