"""`manage.py worker`: the work of the background thread in a process of its own."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from registry.management.plain import plainly
from registry.services.index import publish_root
from registry.worker import start_worker


class Command(BaseCommand):
    """Works until it is told to end."""

    help = "Validate and publish what was submitted, until SIGTERM or Ctrl-C; for a registry without a broker"

    @plainly
    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the thread and wait for a signal."""
        publish_root()
        ended = Event()
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, lambda *_: ended.set())
        worker = start_worker()
        self.stdout.write("working")
        self.stdout.flush()
        ended.wait()
        worker.stop()
