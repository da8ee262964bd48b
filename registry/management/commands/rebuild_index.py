"""`manage.py rebuild_index`: the whole index anew from the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from registry.management.plain import plainly
from registry.services.index import publish_everything


class Command(BaseCommand):
    """Writes every document that is not what it should be."""

    help = "Write and sign the index again from the database, and copy it to the store"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument(
            "--least-serial",
            type=int,
            default=1,
            metavar="N",
            help="after restoring a backup: a serial above every one that clients have seen",
        )

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through all packs that have releases."""
        count = publish_everything(least_serial=options["least_serial"])
        self.stdout.write(f"index of {count} packs is up to date")
