"""The one store of this process."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from registry.storage.base import Store


@cache
def current_store() -> Store:
    """Return the store that the settings name; boto3 is imported only where S3 is used."""
    store: Store = import_string(settings.CTXPACK_STORE).from_settings()
    return store
