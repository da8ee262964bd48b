"""``ctxpack trust``: pin a registry's key anew, when its old one did not introduce it."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.wants import Wants

_DIGITS = 64

COMMAND = Command(
    "trust",
    "Trust a registry by this key from now on, and forget what was believed of it. Needed only after a theft "
    "or a loss: a key that the old one introduces is followed without a question.",
    positional=Positional(
        "KEY", "the key's id, as the operator told it by another way than the registry", 1, 1
    ),
    epilog="Example: ctxpack trust 5f0c…e1 --registry https://packs.example.org",
)


def run(arguments: Arguments, console: Console) -> int:
    """See that the registry signs with the key, then pin it in the project and on this machine."""
    key = _key_of(arguments.words[0])
    with Session(arguments, console) as session:
        wants = session.wants()
        url = session.settings(wants).registry
        registry = session.registry_of(wants, key)
        registry.trust_anew()
        is_projects = bool(wants.registry) and wants.registry.rstrip("/") == url
        if is_projects:
            with session.locked():
                _pin(session, session.wants().with_registry(wants.registry, key))
    where = "this project and this machine trust" if is_projects else "this machine trusts"
    console.note(f"From now on {where} {url} by the key {key}")
    console.result({"command": "trust", "registry": url, "key": key, "project": is_projects})
    return 0


def _key_of(word: str) -> str:
    if len(word) != _DIGITS or not set(word) <= set("0123456789abcdef"):
        from installer_cli.errors import ERRORS

        reason = f"a key is named by {_DIGITS} hexadecimal digits"
        raise ERRORS.error("E_USAGE_VALUE", option="KEY", reason=reason, command="trust")
    return word


def _pin(session: Session, wants: Wants) -> None:
    from installer_cli.project import MANIFEST
    from installer_cli.stage import Stage

    data = wants.text.encode("utf-8")
    with Stage(session.project, ()) as stage:
        if data != session.project.read(MANIFEST):
            stage.write(MANIFEST, data)
        if not stage.is_empty:
            stage.commit()
