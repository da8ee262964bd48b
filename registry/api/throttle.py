"""How often one caller may ask: reads are counted by each process, writes by all together."""

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from registry.rates import count, counted_as


class _Throttle(ScopedRateThrottle):
    def get_ident(self, request: Request) -> str:
        """Return as whom a caller without a token is counted."""
        return counted_as(super().get_ident(request))


class ReadThrottle(_Throttle):
    """Counts in the process's own memory: a read costs less than asking Redis would."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether a read is within its rate; a write is not this one's to refuse."""
        return request.method not in SAFE_METHODS or super().allow_request(request, view)


class WriteThrottle(_Throttle):
    """Counts for all web processes together, in the scope that the view names in `writes`."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether a write is within its rate; a read is not this one's to refuse."""
        if request.method in SAFE_METHODS:
            return True
        self.scope = view.writes
        most, seconds = self.parse_rate(self.get_rate())
        times, self._left = count(self.get_cache_key(request, view), seconds)
        return times <= most

    def wait(self) -> int:
        """Return the seconds after which counting begins anew."""
        return self._left
