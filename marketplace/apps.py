"""The marketplace as a Django application: its templates, static files and Celery app."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import user_logged_in


class MarketplaceConfig(AppConfig):
    """Makes the Celery app the current one where there is a broker, and drafts their author's at sign-in."""

    name = "marketplace"

    def ready(self) -> None:
        """Hear of sign-ins; import Celery only where a broker is set, as the default starts faster so."""
        user_logged_in.connect(import_module("marketplace.contribute.visitor").claim_on_sign_in)
        if settings.CELERY_BROKER_URL:
            import_module("marketplace.celery")
