"""The registry as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from registry.immutability import freeze_tables


class RegistryConfig(AppConfig):
    """Names the application, and puts the guards of immutable rows back after each migration."""

    name = "registry"

    def ready(self) -> None:
        """Connect the guards: a migration that rebuilds a table on SQLite drops the table's triggers."""
        post_migrate.connect(freeze_tables, sender=self)
