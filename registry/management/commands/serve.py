"""`manage.py serve`: the whole registry in one process tree."""

import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections, transaction
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from registry.client_wheel import client_wheel
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
        client_wheel()  # refused here, because a child that cannot start is started again and again
        with holding(host, port):
            self._say("Bringing the database up to date")
            call_command("migrate", verbosity=0, interactive=False)
            _see_to_the_root()
            # A child must not inherit a connection.
            connections.close_all()
            self._serve(host, port, options["workers"])

    def _serve(self, host: str, port: int, workers: int) -> None:
        server = Granian(
            "marketplace.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=BLOCKING_THREADS,
            workers_kill_timeout=GRACE_SECONDS,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
        )
        server.on_startup(lambda: self._say(f"Listening on http://{host}:{port}"))
        server.serve()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _see_to_the_root() -> None:
    """Publish the signing key before anybody asks; where workers sign, the web needs no key and asks them."""
    if settings.CELERY_BROKER_URL:
        with transaction.atomic():
            promise(OutboxEntry.Task.WRITE_ROOT, "")
    else:
        publish_root()


@contextmanager
def holding(host: str, port: int) -> Iterator[None]:
    """Keep a port for this server, from before it migrates to its end; raises E_PORT_IN_USE.

    On Linux Granian's processes share their port with whoever shares it too, another registry's among them:
    what is held here refuses every other that is not its own user's and sharing.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
            # Of two who begin at once both may bind, and one alone may listen.
            held.listen()
        except OSError as error:
            raise ERRORS.error("E_PORT_IN_USE", host=host, port=port, reason=error.strerror) from error
        if sys.platform == "linux":
            # Bound and no longer listening, it lets those in who share, and nobody who looks as above.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            held.shutdown(socket.SHUT_RDWR)
        else:
            held.close()
        yield
