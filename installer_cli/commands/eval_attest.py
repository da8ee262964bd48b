"""``ctxpack eval attest``: sign the report of a run, so that others can tell that it is whole."""

from __future__ import annotations

import datetime
import json

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "eval attest",
    "Sign a report of `ctxpack eval run --out`; it is bound to the digest of the pack that was run.",
    positional=Positional("REPORT", "the JSON report", minimum=1, maximum=1),
    options=(
        Option(
            "--out", "where to write the signed document (default: PACK-VERSION.eval.jsonl)", metavar="FILE"
        ),
    ),
    epilog="The key is made at the first signature and kept in ctxpack's own folder, readable by you alone.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Read the report, sign it, write it."""
    from installer_cli.evals.signer import own_key
    from installer_cli.settings import home_folder
    from packformat.evals.attestation import attest, read_attestation

    report = _report(arguments.words[0])
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    document = attest(report, own_key(home_folder()), now)
    found = read_attestation(document, arguments.words[0])
    path = arguments.value("out") or f"{found.name}-{found.version}.eval.jsonl"
    with open(path, "wb") as file:
        file.write(document)
    console.note(f"Signed with the key {found.key}: {path}")
    console.result({"command": "eval attest", "path": path, "key": found.key, "verdict": found.verdict})
    return 0


def _report(path: str) -> dict[str, Any]:
    from installer_cli.errors import ERRORS, os_error

    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except OSError as error:
        raise os_error(error, path) from None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ERRORS.error(
            "E_PROJECT_FILE", path=path, reason="it is no report", remedy="write one with `--out`"
        )
    return value
