"""A person of the registry's staff, who lets through what the rules have held, on the pages made for it."""

from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.support.server import LiveRegistry

NAME, PASSWORD = "moderator", "a good long password for a benchmark"
COOKIE = "ctxpack-csrf"


class Moderator:
    """Somebody who may decide, signed in."""

    def __init__(self, registry: LiveRegistry) -> None:
        """Make the account as an operator does, and sign in."""
        who = ["--username", NAME, "--email", f"{NAME}@example.org"]
        registry.manage("createsuperuser", "--noinput", *who, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        self._registry = registry
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))
        self._send("/accounts/login/", page="/accounts/login/", login=NAME, password=PASSWORD)

    def publish(self, submission: str, reason: str) -> None:
        """Publish a submission that was held."""
        decide = f"/moderation/submissions/{submission}"
        self._send(decide, page="/moderation", answer="publish", reason=reason)

    def _send(self, path: str, *, page: str, **fields: str) -> None:
        """Send a form of a page."""
        self._opener.open(self._registry.address + page).close()
        [token] = [cookie.value for cookie in self._cookies if cookie.name == COOKIE]
        form = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        self._opener.open(self._registry.address + path, form).close()
