"""What tests of the pages ask for."""

import pytest
from django.test import Client

from registry.models import User
from tests.registry.conftest import ada, eve, store

__all__ = ["ada", "ada_client", "eve", "store"]


@pytest.fixture
def ada_client(client: Client, ada: User) -> Client:
    """A browser in which `ada` is signed in."""
    client.force_login(ada)
    return client
