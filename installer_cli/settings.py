"""Settings and where they come from: flag, then environment, then project, then user, then default."""

from __future__ import annotations

import os
import sys

from installer_cli.errors import ERRORS
from installer_cli.fetch.address import Address
from installer_cli.project import user_folder
from packformat.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from installer_cli.arguments import Arguments
    from installer_cli.fetch.message import Fetcher
    from installer_cli.wants import Wants

DEFAULT_TIMEOUT = 60.0
"""Seconds for one reply, from the first byte sent to the last byte read."""
_MOST_SECONDS = 10_000_000.0
"""More than anybody waits, and no more than every system counts."""


class Settings:
    """What a run goes by; ``trusted_source`` is false when a project's file chose the registry."""

    __slots__ = ("home", "offline", "registry", "timeout", "trusted_source")

    def __init__(self, arguments: Arguments, wants: Wants | None = None):
        self.home = home_folder()
        self.timeout = seconds_of("CTXPACK_TIMEOUT", DEFAULT_TIMEOUT)
        self.offline = arguments.flag("offline") or bool(os.environ.get("CTXPACK_OFFLINE"))
        chosen = arguments.value("registry") or os.environ.get("CTXPACK_REGISTRY", "")
        named = chosen or (wants.registry if wants else "") or _user_registry(self.home)
        self.trusted_source = bool(chosen) or not (wants and wants.registry)
        self.registry = str(Address.parse(named)) if named else ""

    def fetcher(self, tell: Callable[[str], None] | None = None) -> Fetcher:
        """The way to the registry, which tells once what it waits for; raises E_NO_REGISTRY."""
        if not self.registry:
            raise ERRORS.error("E_NO_REGISTRY")
        address = Address.parse(self.registry)
        if address.scheme == "file":
            from installer_cli.fetch.mirror import MirrorFetcher

            return MirrorFetcher(address)
        if self.offline:
            from installer_cli.fetch.offline import OfflineFetcher
            from installer_cli.home import RegistryMemory

            return OfflineFetcher(address, RegistryMemory(self.home, self.registry).folder)
        from installer_cli.fetch.http import HttpFetcher

        return HttpFetcher(address, self.timeout, tell)


def home_folder() -> str:
    """Where ctxpack keeps what is not the project's: ``CTXPACK_HOME``, or the system's place for it.

    Raises E_HOME where the system has none for this user.
    """
    chosen = os.environ.get("CTXPACK_HOME")
    if chosen:
        return os.path.abspath(chosen)
    named, usual = "XDG_DATA_HOME", ".local/share"
    if sys.platform == "win32":
        named, usual = "LOCALAPPDATA", "AppData/Local"
    elif sys.platform == "darwin":
        named, usual = "", "Library/Application Support"
    base = os.environ.get(named, "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(user_folder(), usual), "ctxpack")


def seconds_of(variable: str, default: float) -> float:
    """The seconds above zero that a variable of the environment names; raises E_USAGE_VALUE."""
    text = os.environ.get(variable, "")
    if not text:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= _MOST_SECONDS:
        reason = "it should be a number of seconds"
        raise ERRORS.error("E_USAGE_VALUE", option=variable, reason=reason, command="help")
    return seconds


def _user_registry(home: str) -> str:
    """The registry that ``<home>/config.toml`` names, for every project that names none."""
    path = os.path.join(home, "config.toml")
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return ""
    from installer_cli.wants import Wants

    try:
        return Wants.of(data).registry
    except UsageError as error:
        reason, remedy = error.data["reason"], "mend the line"
        raise ERRORS.error("E_PROJECT_FILE", path=path, reason=reason, remedy=remedy) from None
