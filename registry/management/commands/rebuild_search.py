"""`manage.py rebuild_search`: make the search index again, after its rules or the synonyms have changed."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.models import Pack
from registry.services.catalogue import refresh_catalogue


class Command(BaseCommand):
    """Goes through all packs; those whose index is right already cost one query."""

    help = "Bring the search index of every pack up to date"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refresh one pack after the other, each in its own transaction."""
        names = Pack.objects.order_by("name").values_list("name", flat=True)
        for name in names.iterator():
            refresh_catalogue(name)
        self.stdout.write(f"search index of {names.count()} packs is up to date")
