"""How often an address may do what needs no account."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from registry import rates
from registry.errors import ERRORS


def spend(request: HttpRequest, act: str, most: int, seconds: int) -> None:
    """Count `act` once for the caller's address.

    Raises:
        UsageError: E_TOO_MANY_REQUESTS, it was done `most` times in this window of `seconds`.
    """
    times, left = rates.count(_of(request, act), seconds)
    if times > most:
        raise ERRORS.error("E_TOO_MANY_REQUESTS", seconds=left)


def count(request: HttpRequest, act: str, seconds: int, amount: int = 1) -> int:
    """Add `amount` to what is counted of `act` for the caller's address; return the sum in this window."""
    return rates.count(_of(request, act), seconds, amount)[0]


def _of(request: HttpRequest, act: str) -> str:
    return f"{act}:{rates.counted_as(get_adapter().get_client_ip(request))}"
