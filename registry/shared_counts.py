"""The cache in which all web processes count together, where there is a Redis."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class SharedCounts(RedisCache):
    """Counts nothing while Redis is away: a site that works is worth more than a count."""

    def add(self, *args: Any, **options: Any) -> bool:
        """Begin to count, where nobody has; say whether that was done."""
        try:
            return bool(super().add(*args, **options))
        except RedisError:
            return False

    def incr(self, key: str, *args: Any, **options: Any) -> int:
        """Count once more and return how often it was; 0 while Redis is away."""
        try:
            return int(super().incr(key, *args, **options))
        except RedisError:
            logger.warning("not counted", extra={"key": key})
            return 0
