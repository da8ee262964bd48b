"""What a pack says it was made from, and whether this registry can confirm it."""

from django.db.models import Q

from packformat.manifest import Manifest
from registry.models import Pack, Publisher, Release


def original_of(manifest: Manifest, publisher: Publisher) -> Release | None:
    """Return the release that a pack of `publisher` names as its original, if it holds the bytes it says.

    Another publisher's private packs do not exist here.
    """
    named = manifest.made_from
    if named is None or named.name == manifest.name:
        return None
    packs = Pack.every.filter(Q(visibility=Pack.Visibility.PUBLIC) | Q(publisher=publisher))
    same = Release.objects.select_related("pack").filter(pack__in=packs, tree_digest=named.tree)
    return same.filter(pack__name=str(named.name), version=str(named.version)).first()
