"""The background thread of a server process.

Without a broker it does the work; with one it only sends again what was lost. Any number of processes may run
one: leases keep two from the same submission, and a promise is sent again by whoever is first.
"""

import atexit
import logging
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connections

from packformat.judgement import make_ready
from registry.downloads import take
from registry.services.downloads import count_downloads
from registry.services.work import run_due, sweep
from registry.wake.thread import WORK_WAITS

logger = logging.getLogger(__name__)

POLL_SECONDS = 1
"""How long work promised by another process waits for the thread, which is woken only by its own."""

_FAREWELL_SECONDS = 5


class Worker(Thread):
    """Does rounds until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._stopping = Event()

    def run(self) -> None:
        """Do rounds; whatever goes wrong in one, the next is tried."""
        if not settings.CELERY_BROKER_URL:
            make_ready()
        while not self._stopping.is_set():
            try:
                busy = self._round()
            except Exception:
                logger.exception("round failed")
                busy = False
            finally:
                close_old_connections()
            if not busy:
                self._pause()
        connections.close_all()

    def stop(self) -> None:
        """End after the work at hand, which is safe to be cut off too if it takes long."""
        self._stopping.set()
        WORK_WAITS.set()
        self.join(_FAREWELL_SECONDS)

    def _round(self) -> bool:
        # Cleared before looking: what is promised from now on wakes the thread again.
        WORK_WAITS.clear()
        if noted := take():
            count_downloads(noted)
        return bool(sweep() if settings.CELERY_BROKER_URL else run_due())

    def _pause(self) -> None:
        if settings.CELERY_BROKER_URL:
            self._stopping.wait(settings.CTXPACK_SWEEP_SECONDS)
        else:
            WORK_WAITS.wait(POLL_SECONDS)


def start_worker() -> Worker:
    """Start the thread, to be stopped when the process ends."""
    worker = Worker()
    worker.start()
    atexit.register(worker.stop)
    return worker
