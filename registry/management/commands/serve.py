"""`manage.py serve`: the whole registry in one process tree."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections, transaction
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from registry.errors import ERRORS
from registry.management.plain import plainly
from registry.models import OutboxEntry
from registry.services.index import publish_root
from registry.services.outbox import promise

BLOCKING_THREADS = 16
"""Requests that Django answers at once; a slow upload holds one thread."""

GRACE_SECONDS = 10
"""How long a web process may finish what it answers once told to end; then it is killed, which loses nothing
that was acknowledged."""


class Command(BaseCommand):
    """Migrates, then serves until SIGTERM or Ctrl-C."""

    help = "Run the registry: migrate the database, then serve pages, API and index, and do the work"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--workers", type=int, default=1, help="web processes")

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare in this process, serve in its children."""
        host, port = options["host"], options["port"]
        _refuse_a_port_in_use(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        _see_to_the_root()
        # A child must not inherit a connection.
        connections.close_all()
        server = Granian(
            "marketplace.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=BLOCKING_THREADS,
            workers_kill_timeout=GRACE_SECONDS,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
        )
        server.on_startup(lambda: self._say_where(host, port))
        server.serve()

    def _say_where(self, host: str, port: int) -> None:
        self.stdout.write(f"Listening on http://{host}:{port}")
        self.stdout.flush()


def _see_to_the_root() -> None:
    """Publish the signing key before anybody asks; where workers sign, the web needs no key and asks them."""
    if settings.CELERY_BROKER_URL:
        with transaction.atomic():
            promise(OutboxEntry.Task.WRITE_ROOT, "")
    else:
        publish_root()


def _refuse_a_port_in_use(host: str, port: int) -> None:
    """Find out before anything is done; the server itself would share the port with another one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ERRORS.error("E_PORT_IN_USE", host=host, port=port, reason=error.strerror) from error
