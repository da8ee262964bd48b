"""The marketplace as a Django application: its templates, static files and Celery app."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class MarketplaceConfig(AppConfig):
    """Makes the Celery app the current one, in the processes that have a broker."""

    name = "marketplace"

    def ready(self) -> None:
        """Import Celery only where a broker is set: the embedded default starts faster without it."""
        if settings.CELERY_BROKER_URL:
            import_module("marketplace.celery")
