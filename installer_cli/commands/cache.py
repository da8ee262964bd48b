"""``ctxpack cache``: the archives that all projects share, looked at and cleared away."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted
from installer_cli.settings import home_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.store import CachedArchive, CacheStore

_ACTIONS = ("dir", "list", "size", "verify", "prune", "clear")

COMMAND = Command(
    "cache",
    "Look at the cache of archives that all projects share, or clear it; projects keep what they need.",
    positional=Positional(
        "ACTION", "dir, list, size, verify, prune or clear", minimum=1, maximum=1, source=_ACTIONS
    ),
    options=(
        Option("--days", "for `prune`: how long ago an archive was last used (default: 90)", metavar="DAYS"),
    ),
    epilog="Example: ctxpack cache prune --days 30",
)
_DAYS = 90


def run(arguments: Arguments, console: Console) -> int:
    """Do one thing with the cache."""
    from installer_cli.errors import ERRORS
    from installer_cli.store import CacheStore

    name = arguments.words[0]
    action = _DOING.get(name)
    if action is None:
        reason = f"`{name}` is not one of {', '.join(_ACTIONS)}"
        raise ERRORS.error("E_USAGE_VALUE", option="ACTION", reason=reason, command="cache")
    store = CacheStore(home_folder())
    document = action(store, arguments, console)
    console.result({"command": "cache", "action": name, "folder": store.folder, **document})
    return 0


def _dir(store: CacheStore, _: Arguments, console: Console) -> dict[str, object]:
    console.data(store.folder)
    return {}


def _list(store: CacheStore, _: Arguments, console: Console) -> dict[str, object]:
    from installer_cli.progress import shown_size

    archives = [(archive, archive.title()) for archive in store.archives()]
    for archive, title in sorted(archives, key=lambda item: (item[1], item[0].digest)):
        console.data(f"{title:<32}  {shown_size(archive.size):>8}  {archive.digest}")
    if not archives:
        console.note("The cache is empty")
    rows = [{"pack": title, "size": archive.size, "archive": archive.digest} for archive, title in archives]
    return {"archives": rows}


def _size(store: CacheStore, _: Arguments, console: Console) -> dict[str, object]:
    from installer_cli.progress import shown_size

    archives = store.archives()
    total = sum(archive.size for archive in archives)
    console.data(f"{shown_size(total)} in {_count(archives)}")
    return {"count": len(archives), "bytes": total}


def _verify(store: CacheStore, _: Arguments, console: Console) -> dict[str, object]:
    """A damaged archive is never used, so taking it out is all that there is to do."""
    archives = store.archives()
    damaged = [archive for archive in archives if not archive.is_sound()]
    for archive in damaged:
        console.data(f"damaged, removed: {archive.digest}")
    store.remove(damaged)
    console.note(f"Checked {_count(archives)}: {len(damaged)} damaged")
    return {"count": len(archives), "removed": [archive.digest for archive in damaged]}


def _prune(store: CacheStore, arguments: Arguments, console: Console) -> dict[str, object]:
    from installer_cli.age import is_days
    from installer_cli.errors import ERRORS

    text = arguments.value("days") or str(_DAYS)
    if not is_days(text):
        reason = f"`{text}` is not a number of days"
        raise ERRORS.error("E_USAGE_VALUE", option="--days", reason=reason, command="cache")
    return _remove(store, store.unused(int(text)), console)


def _clear(store: CacheStore, _: Arguments, console: Console) -> dict[str, object]:
    return _remove(store, store.archives(), console)


def _remove(store: CacheStore, archives: list[CachedArchive], console: Console) -> dict[str, object]:
    from installer_cli.progress import shown_size

    freed = store.remove(archives)
    console.note(f"Removed {_count(archives)}, {shown_size(freed)}")
    return {"removed": [archive.digest for archive in archives], "bytes": freed}


def _count(archives: list[CachedArchive]) -> str:
    return counted(len(archives), "archive")


_DOING: dict[str, Callable[[CacheStore, Arguments, Console], dict[str, object]]] = {
    "dir": _dir,
    "list": _list,
    "size": _size,
    "verify": _verify,
    "prune": _prune,
    "clear": _clear,
}
