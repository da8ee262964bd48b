"""Tokens: each kept for one registry's origin, in a file its owner alone can read, and sent nowhere else."""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS, os_error
from installer_cli.fetch.address import Address
from installer_cli.filelock import alone
from installer_cli.jsontext import read_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.settings import Settings

TOKEN_PREFIX = "ctxp_"  # noqa: S105 - how a token begins, not one
_OWNER_ONLY = 0o600
_LONGEST_TOKEN = 512


def read_token(settings: Settings) -> str:
    """The token for the registry in use; raises E_NO_TOKEN."""
    token = find_token(settings)
    if not token:
        raise ERRORS.error("E_NO_TOKEN", registry=settings.registry, unsent=unsent(settings))
    return token


def find_token(settings: Settings) -> str:
    """The token for the registry in use, or nothing where there is none; raises E_TOKEN.

    ``CTXPACK_TOKEN`` is used only where the caller named the registry, so that a project's file cannot have
    it sent to an address of its choice.
    """
    given = os.environ.get("CTXPACK_TOKEN", "")
    if given and settings.trusted_source:
        return check_token(given)
    return _read_all(settings.home).get(Address.parse(settings.registry).origin, "")


def unsent(settings: Settings) -> str:
    """The beginning of a hint, where ``CTXPACK_TOKEN`` is set and not used; else nothing."""
    if settings.trusted_source or not os.environ.get("CTXPACK_TOKEN"):
        return ""
    return (
        "`CTXPACK_TOKEN` is not sent, because the project's file names the registry: "
        f"to send it, name it yourself with `--registry {settings.registry}`; else "
    )


def keep_token(settings: Settings, token: str) -> str:
    """Keep a token for the registry in use and return the path of the file; several runs may keep at once."""
    kept = {Address.parse(settings.registry).origin: check_token(token)}
    path = _path(settings.home)
    try:
        os.makedirs(settings.home, mode=0o700, exist_ok=True)
        with alone(f"{path}.lock"):
            _write(path, _read_all(settings.home) | kept)
    except OSError as error:
        raise os_error(error, path) from None
    return path


def check_token(token: str) -> str:
    """The token without the white space around it; raises E_TOKEN, which never shows it."""
    token = token.strip()
    if not token.startswith(TOKEN_PREFIX):
        raise ERRORS.error("E_TOKEN", reason=f"it does not begin with `{TOKEN_PREFIX}`")
    if (
        len(token) > _LONGEST_TOKEN
        or not token.isascii()
        or not token.replace("_", "").replace("-", "").isalnum()
    ):
        raise ERRORS.error("E_TOKEN", reason="it holds characters that no token has, or too many")
    return token


def _path(home: str) -> str:
    return os.path.join(home, "credentials.json")


def _write(path: str, tokens: Mapping[str, str]) -> None:
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(tokens, file, indent=1)
    os.replace(temporary, path)


def _read_all(home: str) -> dict[str, str]:
    path = _path(home)
    try:
        with open(path, "rb") as file:
            value = read_object(file.read())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise os_error(error, path) from None
    if value is None:
        remedy = "delete it and log in again"
        raise ERRORS.error("E_PROJECT_FILE", path=path, reason="it is damaged", remedy=remedy)
    return {str(origin): str(token) for origin, token in value.items()}
