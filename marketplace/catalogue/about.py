"""What a release's manifest says of itself, under names that templates can read."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from marketplace.wording.facets import value_in_words
from registry.models import Release


class About(NamedTuple):
    """The author's own statements; what is absent is empty."""

    title: str
    authors: Sequence[str]
    professions: Sequence[str]
    jurisdictions: Sequence[str]
    not_for: Sequence[str]
    first_prompts: Sequence[str]
    inputs: Sequence[Mapping[str, Any]]
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    homepage: str
    repository: str

    def expired(self, today: datetime.date) -> bool:
        """Whether the content no longer holds on the day `today`."""
        return self.valid_until is not None and self.valid_until < today


def about(release: Release) -> About:
    """Read the manifest of `release`, which was held against its schema when it was published."""
    manifest = release.manifest
    return About(
        title=manifest.get("title", ""),
        authors=[author["name"] for author in manifest.get("authors", ())],
        professions=manifest.get("professions", ()),
        jurisdictions=[value_in_words("jurisdiction", one) for one in manifest.get("jurisdictions", ())],
        not_for=manifest.get("not-for", ()),
        first_prompts=manifest.get("first-prompts", ()),
        inputs=manifest.get("inputs", ()),
        valid_from=_date(manifest.get("valid-from")),
        valid_until=_date(manifest.get("valid-until")),
        homepage=manifest.get("homepage", ""),
        repository=manifest.get("repository", ""),
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
