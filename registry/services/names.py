"""Names that a new pack must not be taken for."""

from collections.abc import Iterator

from packformat.findings import Finding
from packformat.lookalike import lookalikes
from registry.models import Pack, Publisher

LOOKALIKE = "registry/lookalike-name"
_MOST_COMPARED = 20_000
"""Packs whose names are compared, those changed last first."""


def lookalike_findings(name: str, publisher: Publisher) -> Iterator[Finding]:
    """Hold a new name that people would take for a pack of another publisher."""
    others = Pack.objects.exclude(publisher=publisher).exclude(latest=None).order_by("-updated_at")
    known = others.values_list("name", flat=True)[:_MOST_COMPARED]
    for other, reason in lookalikes(name, known):
        yield Finding(
            rule=LOOKALIKE,
            severity="hold",
            path="pack.toml",
            message=f"The name `{name}` can be taken for `{other}` of another publisher: it {reason}",
            fix="choose a name that nobody mistakes, or wait for the decision",
        )
