"""Atom feeds (RFC 4287) of advisories: of all of them, and of those on one pack."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from registry.hidden import reveal_plain
from registry.models import Advisory, Pack
from registry.readers import NOBODY, seen

ENTRIES = 40
"""Advisories that a feed holds."""


class Advisories(Feed):
    """Every advisory. One that changes or is withdrawn comes up again under the same name."""

    feed_type = Atom1Feed
    title: Any = "Advisories on ctxpack"
    subtitle = "What is wrong with versions of packs, and what to do. A withdrawn advisory says so."

    def link(self, _of: Any = None) -> str:
        """Return the address of what the feed is about."""
        return reverse("advisories")

    def feed_guid(self, _of: Any = None) -> str:
        """Return the feed's name for ever."""
        return settings.CTXPACK_PUBLIC_URL + self.link(_of)

    def items(self, of: Any = None) -> QuerySet[Advisory]:
        """Return the newest advisories."""
        return self.advisories(of).select_related("pack").order_by("-published_at", "-pk")[:ENTRIES]

    def advisories(self, _of: Any) -> QuerySet[Advisory]:
        """Return the advisories that the feed is about."""
        return seen(Advisory.objects.all(), NOBODY)

    def item_title(self, advisory: Advisory) -> str:
        """Return which pack, how bad, and what."""
        return reveal_plain(f"{advisory.pack.name}, {advisory.severity}: {advisory.title}")

    def item_description(self, advisory: Advisory) -> str:
        """Return what happens and what to do, or why it holds no more."""
        withdrawn = f"Withdrawn: {advisory.withdrawal}\n\n" if advisory.is_withdrawn else ""
        return reveal_plain(f"{withdrawn}{advisory.text}\n\nWhat to do: {advisory.advice}")

    def item_link(self, advisory: Advisory) -> str:
        """Return the page of the advisory."""
        return reverse("advisory-page", args=[advisory.pk])

    def item_guid(self, advisory: Advisory) -> str:
        """Return the entry's name for ever."""
        return settings.CTXPACK_PUBLIC_URL + self.item_link(advisory)

    def item_pubdate(self, advisory: Advisory) -> datetime:
        """Return when it was published."""
        return advisory.published_at

    def item_updateddate(self, advisory: Advisory) -> datetime:
        """Return when something about it changed last."""
        return advisory.last_change


class PackAdvisories(Advisories):
    """The advisories on one pack."""

    def get_object(self, _request: HttpRequest, name: str) -> Pack:
        """Return the pack."""
        return get_object_or_404(Pack, name=name)

    def title(self, pack: Pack) -> str:
        """Return the name."""
        return f"Advisories on {pack.name}"

    def link(self, pack: Pack) -> str:
        """Return the page of its advisories."""
        return reverse("pack-advisories", args=[pack.name])

    def advisories(self, pack: Pack) -> QuerySet[Advisory]:
        """Return those on it."""
        return pack.advisories.all()
