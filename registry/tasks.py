"""Celery's doorway to the work. The message says only which promise; the row says the rest."""

from celery import shared_task

from registry.services.work import run_entry as run_promised_entry
from registry.wake.celery import TASK


@shared_task(name=TASK)
def run_entry(entry_id: int) -> None:
    """Do the work of one outbox entry."""
    run_promised_entry(entry_id)
