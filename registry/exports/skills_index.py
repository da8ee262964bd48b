"""The well-known index of a pack's skills (Agent Skills discovery 0.2.0).

Its client downloads everything that an index names, whichever skill was asked for, so there is one index a
pack.
"""

import json
from collections.abc import Iterable

from packformat.digest import Digest
from registry.models import Component

SCHEMA = "https://schemas.agentskills.io/discovery/0.2.0/schema.json"
"""The client compares this text letter for letter; it does not fetch it."""
SKILL_PATH = "skills/{hex}.zip"


def skills_document(skills: Iterable[Component], registry_url: str) -> bytes:
    """Return the index of the skills that have an archive of their own."""
    rows = [_row(skill, registry_url) for skill in skills if skill.archive_digest]
    return json.dumps({"$schema": SCHEMA, "skills": rows}, indent=1, ensure_ascii=False).encode()


def _row(skill: Component, registry_url: str) -> dict[str, str]:
    digest = Digest.parse(skill.archive_digest)
    return {
        "name": skill.name,
        "description": skill.summary,
        "type": "archive",
        "url": f"{registry_url}/{SKILL_PATH.format(hex=digest.hex)}",
        "digest": digest,
    }
