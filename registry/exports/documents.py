"""The documents for other clients, by what they are about; computed from the database."""

from django.conf import settings

from registry.errors import ERRORS
from registry.exports.choice import offered, offered_for, offered_with, sound, withdrawn
from registry.exports.claude_catalogue import Catalogue, catalogue_document
from registry.exports.skills_index import skills_document
from registry.models import Component, Pack, Publisher

WHOLE = "ctxpack"
"""The name of the whole catalogue. A client binds a name to one address, so every other one has its own."""


def whole_catalogue() -> bytes:
    """Return the catalogue of every pack."""
    description = "Every pack of this registry, the last updated first"
    return _document(Catalogue(WHOLE, description, offered(), withdrawn()))


def pack_catalogue(name: str) -> bytes:
    """Return the catalogue of one pack and what it requires; raises E_PACK_ABSENT."""
    if not Pack.objects.filter(name=name, latest__isnull=False).exists():
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    return _document(Catalogue(f"{WHOLE}-{name}", f"{name} and the packs it requires", offered_with(name)))


def publisher_catalogue(handle: str) -> bytes:
    """Return the catalogue of a publisher's packs and what they require; raises E_PUBLISHER_UNKNOWN."""
    if not Publisher.objects.filter(handle=handle).exists():
        raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=handle)
    packs = Pack.objects.filter(publisher__handle=handle)
    return _document(Catalogue(f"{WHOLE}-by-{handle}", f"The packs of {handle}", offered_for(packs)))


def profession_catalogue(word: str) -> bytes:
    """Return the catalogue of a profession's packs and what they require; it may be empty."""
    packs = Pack.objects.filter(facets__facet="profession", facets__value=word)
    return _document(Catalogue(f"{WHOLE}-for-{word}", f"Packs for {word}", offered_for(packs)))


def skills_index(name: str) -> bytes:
    """Return the index of the skills of a pack's newest release; raises E_PACK_ABSENT.

    It is empty while a severe advisory concerns that release, because its client would ask nobody.
    """
    pack = Pack.objects.select_related("latest").filter(name=name, latest__isnull=False).first()
    if pack is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    if not sound([pack.latest]):
        return skills_document((), settings.CTXPACK_PUBLIC_URL)
    skills = Component.objects.filter(release=pack.latest_id, kind="skill").order_by("name")
    return skills_document(skills, settings.CTXPACK_PUBLIC_URL)


def _document(catalogue: Catalogue) -> bytes:
    return catalogue_document(catalogue, settings.CTXPACK_PUBLIC_URL)
