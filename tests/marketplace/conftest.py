"""What tests of the pages ask for."""

import pytest
from django.core.cache import caches
from django.test import Client

from registry.models import User
from tests.registry.conftest import ada, eve, store

__all__ = ["ada", "ada_client", "eve", "store"]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a page keeps for a minute, and what was counted, is not another test's."""
    for name in ("default", "kept"):
        caches[name].clear()


@pytest.fixture
def ada_client(client: Client, ada: User) -> Client:
    """A browser in which `ada` is signed in."""
    return signed_in(client, ada)


def signed_in(client: Client, user: User) -> Client:
    """Sign `user` in, as one who has just given the password again."""
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": "a long password"})
    return client
