"""`manage.py mirror DIR`: the registry as plain files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from registry.exports.mirror import good_until, write_mirror
from registry.management.plain import plainly


class Command(BaseCommand):
    """Writes what a static web server needs to serve every client."""

    help = (
        "Write or refresh a folder of plain files that any web server, or file://, can serve to every "
        "client; clients refuse an index that is older than a week"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("folder", type=Path, help="where the files go; its address is CTXPACK_PUBLIC_URL")

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through archives, index and catalogues, in this order."""
        expires_at = good_until()
        count = sum(1 for _ in write_mirror(options["folder"]))
        refresh = f"; refresh them before {expires_at:%Y-%m-%d %H:%M %Z}" if expires_at else ""
        self.stdout.write(f"mirrored {count} files{refresh}")
