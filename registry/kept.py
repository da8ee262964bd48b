"""Where things are kept for a while that took long to make, and may be forgotten at any time.

Strangers can ask for any number of them. So they have room of their own, where none pushes out what is
counted of attempts to sign in, say.
"""

from django.core.cache import BaseCache, caches
from django.utils.connection import ConnectionProxy

from packformat.digest import Digest

cache: BaseCache = ConnectionProxy(caches, "kept")


def key_of(kind: str, *subject: object) -> str:
    """Return the key of one thing of a kind, which is as short whatever a stranger asks for."""
    return f"{kind}:{Digest.of(repr(subject).encode()).hex}"
