"""What a token may be used for. Whose pack it is, the services ask."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from registry.errors import ERRORS
from registry.models import ApiToken
from registry.services.tokens import READING

_INCLUDED = {ApiToken.Scope.READ: READING}


class HasScope(BasePermission):
    """Asks for the scope that the view names for the method; a method it does not name is open to all."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raise E_TOKEN_MISSING or E_TOKEN_SCOPE, or return True."""
        scope = view.scopes.get(request.method)
        if scope is None:
            return True
        if request.auth is None:
            raise ERRORS.error("E_TOKEN_MISSING")
        if not _INCLUDED.get(scope, {scope}).intersection(request.auth.scopes):
            raise ERRORS.error("E_TOKEN_SCOPE", scope=scope)
        return True
