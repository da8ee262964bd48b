"""What an overlay says of the packs that it extends, held against what they say here."""

from collections.abc import Iterator

from packformat.build import BuiltPack
from packformat.findings import Finding
from packformat.memories import is_of_a_memory
from packformat.paths import MANIFEST_PATH
from packformat.statements.overlay import Extended
from packformat.statements.statement import statements_of
from packformat.versions import Version
from registry.archive_files import read_files
from registry.models import Pack, Publisher, Release
from registry.readers import private_packs

OVERRIDE_UNKNOWN = "registry/override-unknown"
EXTENDS_RING = "registry/extends-ring"
_MOST_READ = 1_000_000
"""Bytes of one file that are looked through for names: rules are written by hand and read by people."""
_MOST_FOLLOWED = 100
"""Packs that are followed for a ring; no chain of overlays that somebody understands is as long."""


def overlay_findings(publisher: Publisher, built: BuiltPack) -> Iterator[Finding]:
    """Yield overrides of what the newest fitting release does not state, and a ring of packs."""
    for extended in built.manifest.extends:
        release = _newest(extended, publisher)
        if release is None:
            continue  # that the pack is not here is said of every requirement
        keys = _keys_of(release)
        for override in extended.overrides:
            if override.key not in keys:
                yield Finding(
                    rule=OVERRIDE_UNKNOWN,
                    severity="warning",
                    path=MANIFEST_PATH,
                    message=f"`{release.pack.name}` {release.version} states nothing under the name"
                    f" `{override.name}`, so there is nothing to override",
                    fix="write the name as that pack has it; `ctxpack statements` lists what it states",
                )
    if built.manifest.extends and _leads_back(str(built.manifest.name), built.manifest.extends, publisher):
        yield Finding(
            rule=EXTENDS_RING,
            severity="error",
            path=MANIFEST_PATH,
            message="what this pack extends extends it in turn, so neither would stand above the other",
            fix="leave one of the two out of `[extends]`",
        )


def _newest(extended: Extended, publisher: Publisher) -> Release | None:
    """The newest release that will do, of a public pack or one of the publisher's own."""
    name, specifier = str(extended.requirement.name), extended.requirement.specifier
    packs = Pack.objects.filter(name=name) | private_packs(publisher).filter(name=name)
    releases = Release.objects.select_related("pack").filter(pack__in=packs, yanked_at__isnull=True)
    fitting = (
        one for one in releases.order_by("-sort_key") if specifier.contains(Version.parse(one.version))
    )
    return next(fitting, None)


def _keys_of(release: Release) -> set[str]:
    """The names under which a release states something, or overrides what another states."""
    paths = [row[0] for row in release.files if is_of_a_memory(row[0])]
    files = read_files(release, paths, _MOST_READ)
    return {item.key for path, data in files.items() for item in statements_of("", path, data)}


def _leads_back(name: str, extends: tuple[Extended, ...], publisher: Publisher) -> bool:
    """Whether the newest releases of what is extended extend the pack itself, at however many removes."""
    waiting = [str(item.requirement.name) for item in extends]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_FOLLOWED:
        following = waiting.pop()
        if following == name:
            return True
        if following not in seen:
            seen.add(following)
            packs = Pack.objects.filter(name=following) | private_packs(publisher).filter(name=following)
            for pack in packs.select_related("latest"):
                waiting += (pack.latest.manifest if pack.latest else {}).get("extends", {})
    return False
