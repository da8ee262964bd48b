import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from pytest_django.fixtures import Settings

from tests.support.client_wheels import NAME, small_wheel


def test_the_wheel_is_served_from_memory_and_asked_about_each_time(
    ask: Callable, tmp_path: Path, settings: Settings
) -> None:
    """No test here may ask a database."""
    wheel = small_wheel(tmp_path)
    content = wheel.read_bytes()
    settings.CTXPACK_CLIENT_WHEEL = str(wheel)
    first = ask(f"/client/{NAME}")
    wheel.unlink()
    answer = ask(f"/client/{NAME}")
    kept = ask(f"/client/{NAME}", if_none_match=answer.headers["etag"])
    assert first.body == answer.body == content
    assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (kept.status, kept.body) == (304, b"")


def test_what_is_not_the_wheel_is_not_there(ask: Callable, tmp_path: Path, settings: Settings) -> None:
    for place in ("", str(small_wheel(tmp_path))):
        settings.CTXPACK_CLIENT_WHEEL = place
        for path in ("/client/", "/client/other.whl", f"/client/../{NAME}"):
            answer = ask(path)
            assert (answer.status, json.loads(answer.body)["code"]) == (404, "E_ROUTE_UNKNOWN")
