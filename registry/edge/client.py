"""The wheel of `ctxpack`, from memory."""

from http import HTTPStatus

from registry.client_wheel import client_wheel
from registry.edge.answer import Answer, Environ, names_etag, refusal
from registry.errors import ERRORS

# A version that was built anew has other bytes under the same name, so a copy is asked about each time.
_CACHING = ("Cache-Control", "public, no-cache")


def client(environ: Environ) -> Answer:
    """Answer a request for the wheel, with 304 where the caller has it already."""
    wheel = client_wheel()
    if wheel is None or environ["PATH_INFO"] != wheel.path:
        return refusal(ERRORS.error("E_ROUTE_UNKNOWN", path=environ["PATH_INFO"]))
    etag = f'"{wheel.sha256}"'
    kept = [("ETag", etag), _CACHING]
    if names_etag(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        return Answer(HTTPStatus.NOT_MODIFIED, kept, [])
    headers = [("Content-Type", "application/zip"), ("Content-Length", str(len(wheel.content))), *kept]
    return Answer(HTTPStatus.OK, headers, [wheel.content])
