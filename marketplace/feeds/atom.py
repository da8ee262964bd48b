"""Atom feeds (RFC 4287) of new versions: of everything, a pack, a publisher, or a profession.

A feed reader does not say who it is, and is shown what is public.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from registry.hidden import reveal_plain
from registry.models import Pack, Publisher, Release
from registry.readers import public_releases

ENTRIES = 40
"""New versions that a feed holds."""


class _SteadyFeed(Atom1Feed):
    """An Atom feed that says the same each time: one without entries has never changed."""

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed, of a feed without one the beginning of all times."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)


class Releases(Feed):
    """New versions of every pack."""

    feed_type = _SteadyFeed
    title: Any = "New on ctxpack"
    subtitle = "Versions of packs, the newest first. A withdrawn version says so."

    def link(self, _of: Any = None) -> str:
        """Return the address of what the feed is about."""
        return reverse("catalogue")

    def feed_guid(self, _of: Any = None) -> str:
        """Return the feed's name for ever."""
        return settings.CTXPACK_PUBLIC_URL + self.link(_of)

    def items(self, of: Any = None) -> QuerySet[Release]:
        """Return the newest releases."""
        releases = self.releases(of).select_related("pack__publisher")
        return releases.defer("manifest", "files", "readme").order_by("-published_at", "-pk")[:ENTRIES]

    def releases(self, _of: Any) -> QuerySet[Release]:
        """Return the releases that the feed is about."""
        return public_releases()

    def item_title(self, release: Release) -> str:
        """Return the pack and the version."""
        return f"{release.pack.name} {release.version}"

    def item_description(self, release: Release) -> str:
        """Return the summary, or why the version was withdrawn."""
        withdrawn = f"Withdrawn: {release.yank_reason} " if release.is_yanked else ""
        return reveal_plain(f"{withdrawn}{release.summary}")

    def item_link(self, release: Release) -> str:
        """Return the page of the version."""
        return reverse("version-page", args=[release.pack.name, release.version])

    def item_guid(self, release: Release) -> str:
        """Return the entry's name for ever."""
        return settings.CTXPACK_PUBLIC_URL + self.item_link(release)

    def item_author_name(self, release: Release) -> str:
        """Return who published it."""
        return reveal_plain(release.pack.publisher.display_name)

    def item_pubdate(self, release: Release) -> datetime:
        """Return when it was published."""
        return release.published_at

    def item_updateddate(self, release: Release) -> datetime:
        """Return when it was withdrawn or else published."""
        return release.yanked_at or release.published_at


class PackReleases(Releases):
    """New versions of one pack."""

    def get_object(self, _request: HttpRequest, name: str) -> Pack:
        """Return the pack."""
        return get_object_or_404(Pack, name=name)

    def title(self, pack: Pack) -> str:
        """Return the name."""
        return f"{pack.name} on ctxpack"

    def link(self, pack: Pack) -> str:
        """Return the page of the pack."""
        return reverse("pack-page", args=[pack.name])

    def releases(self, pack: Pack) -> QuerySet[Release]:
        """Return its releases."""
        return pack.releases.all()


class PublisherReleases(Releases):
    """New versions of one publisher's packs."""

    def get_object(self, _request: HttpRequest, handle: str) -> Publisher:
        """Return the publisher."""
        return get_object_or_404(Publisher, handle=handle)

    def title(self, publisher: Publisher) -> str:
        """Return the publisher's name."""
        return f"{reveal_plain(publisher.display_name)} on ctxpack"

    def link(self, publisher: Publisher) -> str:
        """Return the publisher's page."""
        return reverse("publisher-page", args=[publisher.handle])

    def releases(self, publisher: Publisher) -> QuerySet[Release]:
        """Return the releases under that name."""
        return public_releases().filter(pack__publisher=publisher)


class ProfessionReleases(Releases):
    """New versions of the packs for one profession."""

    def get_object(self, _request: HttpRequest, word: str) -> str:
        """Return the profession as manifests name it."""
        return word

    def title(self, word: str) -> str:
        """Return the profession."""
        return f"For {word.replace('-', ' ')} on ctxpack"

    def link(self, word: str) -> str:
        """Return the list of packs for it."""
        return f"{reverse('catalogue')}?profession={word}"

    def releases(self, word: str) -> QuerySet[Release]:
        """Return the releases of packs that the catalogue lists for it."""
        return public_releases().filter(pack__facets__facet="profession", pack__facets__value=word)
