"""`manage.py sweep`: one round of what the background thread does all the time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from registry.services.work import run_due, sweep


class Command(BaseCommand):
    """Takes up lost work by hand."""

    help = "Wake workers for lost work, or do it here where there is no broker"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do one round."""
        if settings.CELERY_BROKER_URL:
            self.stdout.write(f"woke workers for {sweep()} pieces of work")
        else:
            self.stdout.write(f"did {run_due()} pieces of work")
