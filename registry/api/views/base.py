"""What all endpoints have in common."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.views import APIView

from registry.api.authentication import TokenAuthentication
from registry.api.permissions import HasScope
from registry.api.throttle import ReadThrottle, WriteThrottle
from registry.errors import ERRORS
from registry.readers import Reader
from registry.services.tokens import reader_with


class RegistryView(APIView):
    """An endpoint. `scopes` says what a token needs for a method; one that is not named is open to all.

    Reads are counted together; `writes` names what its other methods are counted with.
    """

    authentication_classes = (TokenAuthentication,)
    permission_classes = (HasScope,)
    throttle_classes = (ReadThrottle, WriteThrottle)
    throttle_scope = "read"
    writes = "write"
    scopes: ClassVar[dict[str, str]] = {}

    def reader(self) -> Reader:
        """Who reads: nobody without a token that may."""
        return reader_with(self.request.auth)


class UnknownRouteView(RegistryView):
    """Whatever else is asked for below `/api/`."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse, whatever the method."""
        super().initial(request, *args, **kwargs)
        raise ERRORS.error("E_ROUTE_UNKNOWN", path=request.path)
