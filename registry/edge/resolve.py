"""Resolving: in one round trip, every document that choosing versions of some packs can need.

The answer is the root document followed by the documents of the packs asked for and of all that any of their
releases requires, in turn. They are the stored bytes, joined: the client chooses, and believes signatures
only.
"""

import json
from http import HTTPStatus

from registry.edge.answer import Answer, Environ
from registry.edge.documents import MEDIA_TYPE, readable, rows_of
from registry.errors import ERRORS

PATH = "/api/v1/resolve"
MOST_PACKS = 500
"""Packs that one request may ask for."""
MOST_DOCUMENTS = 2_000
"""Documents that one answer may hold."""
LARGEST_REQUEST = 64 * 1024
"""Bytes of a request that are read."""

_LONGEST_NAME = 64


def resolve(environ: Environ) -> Answer:
    """Answer with the documents of the closure; packs that whoever asks may not see are as if not here."""
    body = b"".join(_closure(_packs_asked_for(environ), environ))
    headers = [
        ("Content-Type", MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    return Answer(HTTPStatus.OK, headers, [body])


def _packs_asked_for(environ: Environ) -> list[str]:
    """Read `{"packs": ["a", "b"]}`."""
    stated = environ.get("CONTENT_LENGTH") or "0"
    length = int(stated) if stated.isascii() and stated.isdigit() else 0
    if length > LARGEST_REQUEST:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_REQUEST)
    try:
        packs = json.loads(environ["wsgi.input"].read(length))["packs"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ERRORS.error("E_REQUEST", reason='it is not JSON of the form {"packs": ["name"]}') from error
    if not isinstance(packs, list) or not all(isinstance(name, str) for name in packs):
        raise ERRORS.error("E_FIELD", field="packs", reason="it is not a list of names")
    if len(packs) > MOST_PACKS:
        raise ERRORS.error("E_FIELD", field="packs", reason=f"it names more than {MOST_PACKS} packs")
    return [name for name in packs if name.isascii() and name.isprintable() and len(name) <= _LONGEST_NAME]


def _closure(packs: list[str], environ: Environ) -> list[bytes]:
    """Return the bodies breadth first: one query a level, whatever its width.

    Whoever says who they are costs queries of their own where a pack is not public, or not here.
    """
    wanted = ["root", *dict.fromkeys(f"packs/{name}" for name in packs)]
    seen = set(wanted)
    bodies: list[bytes] = []
    while wanted:
        if len(seen) > MOST_DOCUMENTS:
            raise ERRORS.error("E_FIELD", field="packs", reason=f"they need more than {MOST_DOCUMENTS} packs")
        places = ", ".join(["%s"] * len(wanted))
        query = (
            f"SELECT name, body, requires, private_to_id FROM registry_indexdocument WHERE name IN ({places})"  # noqa: S608 - only placeholders are put in
        )
        rows = {name: row for name, *row in rows_of(query, wanted)}
        public = {name for name, (_body, _requires, private_to) in rows.items() if private_to is None}
        readers = readable([name for name in wanted if name not in public], environ)
        found = [rows[name] for name in wanted if name in rows and name in public | readers]
        bodies.extend(bytes(body) for body, *_ in found)
        required = (f"packs/{name}" for _, requires, _ in found for name in requires.split())
        wanted = [name for name in dict.fromkeys(required) if name not in seen]
        seen.update(wanted)
    return bodies
