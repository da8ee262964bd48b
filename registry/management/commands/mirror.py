"""`manage.py mirror DIR`: the registry as plain files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from registry.exports.mirror import write_mirror
from registry.management.plain import plainly


class Command(BaseCommand):
    """Writes what a static web server needs to serve every client."""

    help = (
        "Write or refresh a folder of plain files that any web server, or file://, can serve to every client"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("folder", type=Path, help="where the files go; its address is CTXPACK_PUBLIC_URL")

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through archives, index and catalogues, in this order."""
        count = sum(1 for _ in write_mirror(options["folder"]))
        self.stdout.write(f"mirrored {count} files")
