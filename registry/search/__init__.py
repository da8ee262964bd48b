"""Finding packs.

`words` cuts text into stems, `concepts` knows which phrases mean the same, `document` weighs the words of a
pack, `query` reads what a person typed, `spelling` forgives how it was typed, `match` finds and scores,
`facets` counts, `trust` says why a pack may be trusted, and `find` puts it together.
`registry.services.search_index` writes what they read: ordinary rows, read with ordinary queries, so that
SQLite and PostgreSQL give the same answers in the same order.
"""
