"""Celery's doorway to the work. The message says only which promise; the row says the rest."""

from celery import shared_task
from celery.signals import worker_init

from packformat.judgement import make_ready
from registry.services.work import run_entry as run_promised_entry
from registry.wake.celery import TASK


@shared_task(name=TASK)
def run_entry(entry_id: int) -> None:
    """Do the work of one outbox entry."""
    run_promised_entry(entry_id)


@worker_init.connect
def _make_ready(**_: object) -> None:
    """Before its processes part from it, so that all of them have what it compiled."""
    make_ready()
