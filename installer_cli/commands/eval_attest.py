"""``ctxpack eval attest``: sign the report of a run, and send it to the registry if that is wanted."""

from __future__ import annotations

import datetime

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.evals.attestation import Addressed, Attestation

COMMAND = Command(
    "eval attest",
    "Sign a report of `ctxpack eval run --out`; it is bound to the digest of the pack that was run.",
    positional=Positional("REPORT", "the JSON report", minimum=1, maximum=1, source="files"),
    options=(
        Option(
            "--out", "where to write the signed document (default: PACK-VERSION.eval.jsonl)", metavar="FILE"
        ),
        Option("--send", "send it to the registry, which shows it on the pack's page under your user name"),
    ),
    epilog="The key is made at the first signature and kept in ctxpack's own folder, readable by you alone. "
    "To send takes a token with the scope `comment`, and makes the whole report public, the agent's command "
    "among it.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Read the report, sign it, write it, send it."""
    report = _report(arguments.words[0])
    if not arguments.flag("send"):
        document, found = _sign(report, None)
        return _end(console, found, _keep(arguments, console, document, found))
    from installer_cli.credentials import read_token

    with Session(arguments, console) as session:
        wants = session.wants()
        token = read_token(session.settings(wants))
        registry = session.registry(wants)
        document, found = _sign(report, registry.addressee(token))
        path = _keep(arguments, console, document, found)
        console.note(f"Sending to {registry.name}: {found.evidence.verdict}, by `{found.evidence.agent}`")
        sent = registry.send_attestation(found.name, found.version, document, token)
        console.note(f"It stands at {printable(str(sent.get('page')))}")
    return _end(console, found, path, sent)


def _sign(report: dict[str, Any], to: Addressed | None) -> tuple[bytes, Attestation]:
    from installer_cli.evals.signer import own_key
    from installer_cli.settings import home_folder
    from packformat.evals.attestation import attest, read_attestation

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    document = attest(report, own_key(home_folder()), now, to)
    return document, read_attestation(document, "the report")


def _keep(arguments: Arguments, console: Console, document: bytes, found: Attestation) -> str:
    """Write the signed result down, before it is sent: what cannot be sent is not lost. Returns the path."""
    from installer_cli.errors import os_error

    path = arguments.value("out") or f"{found.name}-{found.version}.eval.jsonl"
    try:
        with open(path, "wb") as file:
            file.write(document)
    except OSError as error:
        raise os_error(error, path) from None
    console.note(f"Signed with the key {found.key}: {path}")
    return path


def _end(console: Console, found: Attestation, path: str, sent: dict[str, Any] | None = None) -> int:
    result = {"path": path, "key": found.key, "verdict": found.evidence.verdict, "sent": sent}
    console.result({"command": "eval attest", **result})
    return 0


def _report(path: str) -> dict[str, Any]:
    from installer_cli.errors import ERRORS, os_error
    from installer_cli.jsontext import read_object

    try:
        with open(path, "rb") as file:
            value = read_object(file.read())
    except OSError as error:
        raise os_error(error, path) from None
    if value is None:
        raise ERRORS.error(
            "E_PROJECT_FILE", path=path, reason="it is no report", remedy="write one with `--out`"
        )
    return value
