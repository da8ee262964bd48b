import pytest
from pytest_django.fixtures import Settings

from registry.edge.caller import caller

BEHIND = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.7, 10.0.0.2"}


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, "10.0.0.2"), (2, "192.0.2.7")])
def test_only_what_our_own_proxies_wrote_is_believed(settings: Settings, proxies: int, address: str) -> None:
    settings.CTXPACK_PROXIES = proxies
    assert caller(BEHIND) == address
    assert caller({"REMOTE_ADDR": "10.0.0.1"}) == "10.0.0.1"
