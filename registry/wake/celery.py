"""Waking a Celery worker, by a message that carries the id of the promise."""

import logging

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "registry.run_entry"

FIRST_LOOK_SECONDS = 2 * settings.CTXPACK_SWEEP_SECONDS
"""How long after its promise the sweeper may take up work: the message gets a fair chance first."""


def wake(entry_id: int) -> None:
    """Send the message. A broker that is down is not the caller's trouble: the sweeper sends again."""
    try:
        # Not tried again here: whoever waits for the answer to an upload should not wait for Redis.
        current_app.send_task(TASK, args=(entry_id,), ignore_result=True, retry=False)
    except OperationalError as error:
        logger.warning("broker not reached", extra={"entry": entry_id, "reason": str(error)})
