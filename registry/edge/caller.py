"""Who calls: the address behind as many proxies as the settings name."""

from django.conf import settings

from registry.edge.answer import Environ


def caller(environ: Environ) -> str:
    """Return the caller's address. Of `X-Forwarded-For` only what our own proxies wrote is believed."""
    address: str = environ.get("REMOTE_ADDR", "")
    if settings.CTXPACK_PROXIES:
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = forwarded[-min(settings.CTXPACK_PROXIES, len(forwarded))].strip() or address
    return address
