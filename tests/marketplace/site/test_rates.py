from collections.abc import Iterator

import pytest
import redis
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from marketplace import settings as ours
from marketplace.site.rates import count, spend
from packformat.errors import CtxpackError
from registry.kept import cache as kept

HOUR = 3600


@pytest.fixture
def shared(settings: Settings, redis_url: str) -> Iterator[RedisCache]:
    """The counters in a Redis, with the options that the site has for it."""
    cache = {**ours._IN_REDIS, "LOCATION": redis_url}
    settings.CACHES = {**settings.CACHES, "shared": cache}
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    yield caches["shared"]
    caches["shared"].close()


def test_an_address_is_turned_away_after_so_many_and_another_is_not(
    shared: RedisCache, rf: RequestFactory
) -> None:
    here, there = rf.get("/"), rf.get("/", REMOTE_ADDR="192.0.2.7")
    for _ in range(2):
        spend(here, "act", 2, HOUR)
    with pytest.raises(CtxpackError, match="too many"):
        spend(here, "act", 2, HOUR)
    spend(there, "act", 2, HOUR)
    spend(here, "another-act", 2, HOUR)


def test_a_network_of_ipv6_has_one_count_for_all_its_addresses(
    shared: RedisCache, rf: RequestFactory
) -> None:
    addresses = ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    assert [count(rf.get("/", REMOTE_ADDR=one), "act", HOUR) for one in addresses] == [1, 2, 1]


def test_web_processes_count_together_until_the_time_is_over(
    shared: RedisCache, rf: RequestFactory, redis_url: str
) -> None:
    assert count(rf.get("/"), "act", HOUR) == 1
    with redis.Redis.from_url(redis_url) as other:
        (key,) = other.keys("ctxpack:*:rate:act:*")
        other.incr(key, 40)
        assert count(rf.get("/"), "act", HOUR, 2) == 43
        assert 0 < other.ttl(key) <= HOUR


def test_while_redis_is_away_nothing_is_counted_and_nobody_is_turned_away(
    settings: Settings, rf: RequestFactory
) -> None:
    settings.CACHES = {**settings.CACHES, "shared": {**ours._IN_REDIS, "LOCATION": "redis://127.0.0.1:1/0"}}
    for _ in range(3):
        assert count(rf.get("/"), "act", HOUR) == 0
        spend(rf.get("/"), "act", 1, HOUR)


def test_what_is_made_for_strangers_pushes_out_nothing_that_is_counted(rf: RequestFactory) -> None:
    spend(rf.get("/"), "act", 9, HOUR)
    caches["default"].set("attempts", 1)
    for number in range(1_000):
        kept.set(number, "a picture")
    assert count(rf.get("/"), "act", HOUR) == 2
    assert caches["default"].get("attempts") == 1
    for number in range(1_000):  # as many addresses
        caches["default"].set(number, 1)
    assert caches["default"].get("attempts") == 1
