"""Choosing what a catalogue offers: one release a pack, such that whatever is offered can also be loaded.

Clients that read catalogues take one version a pack and do not look elsewhere for what it requires. A pack
whose requirements the catalogue cannot meet would install without a word and then not load, so it is left
out. So is a release with a severe advisory: these clients show none and ask nobody.
"""

from collections.abc import Iterable, Mapping
from itertools import count

from django.db.models import Prefetch, QuerySet

from packformat.versions import Specifier, Version
from registry.models import Advisory, Pack, Release, Requirement
from registry.readers import NOBODY, seen

MOST_PACKS = 500
"""Packs that the catalogue of one pack may need."""

MOST_TRIES = 10_000
"""Releases that choosing for one pack may try; a pack that needs more is not offered to these clients."""

Chosen = dict[str, Release]


def offered() -> list[Release]:
    """Return the newest release of every pack, the last updated first."""
    packs = Pack.objects.filter(latest__isnull=False).order_by("-updated_at", "name")
    return _loadable({pack.name: pack.latest for pack in _with_release(packs)})


def offered_for(packs: QuerySet[Pack]) -> list[Release]:
    """Return the newest release of each of `packs`, with what they require, the last updated first."""
    chosen = {pack.name: pack.latest for pack in _with_release(packs.filter(latest__isnull=False))}
    wanted = _required_by(chosen.values()) - chosen.keys()
    while wanted and len(chosen) < MOST_PACKS:
        found = {pack.name: pack.latest for pack in _with_release(Pack.objects.filter(name__in=wanted))}
        chosen |= found
        wanted = _required_by(found.values()) - chosen.keys()
    return _loadable(chosen)


def offered_with(name: str) -> list[Release]:
    """Return the newest release of one pack with, for each pack it needs, the newest that all accept."""
    candidates = _candidates(name)
    return _loadable(_settle(name, candidates))


def withdrawn() -> list[str]:
    """Return the names of packs of which every release was yanked."""
    return list(Pack.objects.filter(latest__isnull=True).order_by("name").values_list("name", flat=True))


def sound(releases: Iterable[Release]) -> list[Release]:
    """Return the releases of which no severe advisory warns."""
    severe = Advisory.objects.filter(severity__in=Advisory.SEVERE, withdrawn_at=None)
    warnings: dict[int, list[Advisory]] = {}
    for advisory in severe:
        warnings.setdefault(advisory.pack_id, []).append(advisory)
    return [
        release
        for release in releases
        if not any(one.concerns(release.version) for one in warnings.get(release.pack_id, ()))
    ]


def _with_release(packs: QuerySet[Pack]) -> Iterable[Pack]:
    requirements = Prefetch("latest__requirements", Requirement.objects.order_by("name"))
    found = packs.filter(latest__isnull=False).select_related("latest").prefetch_related(requirements)
    for pack in found.defer("latest__files", "latest__readme"):
        pack.latest.pack = pack
        yield pack


def _required_by(releases: Iterable[Release]) -> set[str]:
    return {item.name for release in releases for item in release.requirements.all()}


def _candidates(name: str) -> dict[str, list[Release]]:
    """Return every release that could be offered, newest first, of a pack and of all it could need."""
    candidates: dict[str, list[Release]] = {}
    wanted = {name}
    while wanted and len(candidates) < MOST_PACKS:
        candidates |= {missing: [] for missing in wanted}
        releases = (
            seen(Release.objects.filter(yanked_at__isnull=True, is_prerelease=False), NOBODY)
            .filter(pack__name__in=wanted)
            .select_related("pack")
            .defer("files", "readme")
            .prefetch_related("requirements")
            .order_by("-sort_key")
        )
        for release in sound(releases):
            candidates[release.pack.name].append(release)
        wanted = _required_by(releases) - candidates.keys()
    return candidates


def _settle(name: str, candidates: Mapping[str, list[Release]]) -> Chosen:
    """Take the newest releases that accept one another: depth first, and not for ever."""
    tries = count(1)

    def settled(chosen: Chosen) -> Chosen | None:
        missing = sorted({name, *_required_by(chosen.values())} - chosen.keys())
        if not missing:
            return chosen
        for release in candidates.get(missing[0], []):
            if next(tries) > MOST_TRIES:
                return None
            extended = {**chosen, missing[0]: release}
            if _agree(extended):
                found = settled(extended)
                if found is not None:
                    return found
        return None

    return settled({}) or {}


def _agree(chosen: Chosen) -> bool:
    """Return whether no release among those chosen refuses another."""
    return all(
        item.name not in chosen or _accepts(item, chosen[item.name])
        for release in chosen.values()
        for item in release.requirements.all()
    )


def _accepts(requirement: Requirement, release: Release) -> bool:
    return Specifier.parse(requirement.specifier).contains(Version.parse(release.version))


def _loadable(chosen: Chosen) -> list[Release]:
    """Return the releases whose requirements are met by the others, through and through."""
    kept = {release.pack.name: release for release in sound(chosen.values())}
    while True:
        lost = [name for name, release in kept.items() if not _is_met(release, kept)]
        if not lost:
            return list(kept.values())
        for name in lost:
            del kept[name]


def _is_met(release: Release, kept: Mapping[str, Release]) -> bool:
    return all(item.name in kept and _accepts(item, kept[item.name]) for item in release.requirements.all())
