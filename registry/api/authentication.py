"""Who asks: the bearer token (RFC 6750)."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from registry.errors import ERRORS
from registry.models import ApiToken, User
from registry.services.tokens import check_token

CHALLENGE = 'Bearer realm="ctxpack"'


class TokenAuthentication(BaseAuthentication):
    """Takes `Authorization: Bearer ctxp_…`, and nothing else: a browser's session is no key to the API."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the user and the token, or None where no token was sent."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.casefold() != "bearer":
            raise ERRORS.error("E_TOKEN_INVALID")
        token = check_token(text.strip())
        return token.user, token


class TokenScheme(OpenApiAuthenticationExtension):
    """Describes the token in the API's description."""

    target_class = "registry.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        """Return the OpenAPI security scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "ctxp_…"}
