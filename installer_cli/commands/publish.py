"""``ctxpack publish``: build a pack, send it, and follow its validation to the end."""

from __future__ import annotations

import time

from installer_cli.arguments import Command, Option, Positional
from installer_cli.jsontext import rows_of
from installer_cli.session import Session
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.authoring import InspectedPack
    from installer_cli.client import Registry
    from installer_cli.console import Console

COMMAND = Command(
    "publish",
    "Send a pack's folder to the registry and follow its validation.",
    positional=Positional("DIR", "the pack's folder (default: this one)", maximum=1, source="files"),
    options=(
        Option("--private", "show a new pack to the members of your publisher alone"),
        Option(
            "--evidence",
            "a text that shows the staff that whoever a persona is of agreed, such as their letter",
            metavar="FILE",
        ),
        Option("--no-wait", "do not wait for the validation's end"),
    ),
    epilog="The token comes from `ctxpack login` or `CTXPACK_TOKEN`.",
)
PUBLISHED, HELD = "published", "held"
_LARGEST_EVIDENCE = 32_000
"""Bytes: the 8,000 characters that a registry takes have no more."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
"""Seconds between questions: short at first, since an ordinary pack takes less than a second."""


def run(arguments: Arguments, console: Console) -> int:
    """Check, build, send, follow, tell."""
    from installer_cli.authoring import inspect_folder, refuse_rejected, settle_folder
    from installer_cli.credentials import read_token
    from installer_cli.folder import check_folder

    folder = arguments.words[0] if arguments.words else "."
    check_folder(folder)
    with Session(arguments, console) as session:
        wants = session.wants()
        registry = session.registry(wants)
        token = read_token(session.settings(wants))
        settle_folder(folder, console)
        pack = inspect_folder(folder)
        pack.show(console)
        refused = refuse_rejected(pack)
        if refused or pack.built is None:
            raise refused or AssertionError("what is not refused was built")
        console.note(f"Sending {pack.title} to {registry.name}")
        submission = registry.submit(
            pack.built.archive, token, private=arguments.flag("private"), evidence=_evidence(arguments)
        )
        if not arguments.flag("no_wait"):
            submission = _follow(registry, console, submission, token)
        return _tell(console, pack, submission)


def _evidence(arguments: Arguments) -> bytes:
    """What the file says that was named; nothing where none was."""
    from installer_cli.errors import ERRORS, os_error

    path = arguments.value("evidence")
    if not path:
        return b""
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST_EVIDENCE + 1)
    except OSError as error:
        raise os_error(error, path) from None
    if len(data) > _LARGEST_EVIDENCE or not _is_text(data):
        reason = f"`{path}` is no text of up to {_LARGEST_EVIDENCE} bytes"
        raise ERRORS.error("E_USAGE_VALUE", option="--evidence", reason=reason, command=COMMAND.name)
    return data


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8").strip())
    except UnicodeDecodeError:
        return False


def _follow(registry: Registry, console: Console, submission: dict[str, Any], token: str) -> dict[str, Any]:
    """Ask until it is final, drawing its status at a terminal."""
    pause = _FIRST_PAUSE
    while not submission.get("is_final"):
        if console.is_live:
            console.draw(f"Validating: {printable(str(submission.get('status')))}")
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)
        submission = registry.submission(str(submission.get("id", "")), token)
    if console.is_live:
        console.draw("")
    return submission


def _tell(console: Console, pack: InspectedPack, submission: dict[str, Any]) -> int:
    from installer_cli.authoring import tell_offered
    from installer_cli.errors import ERRORS
    from installer_cli.findings import count_words, show_findings

    status = str(submission.get("status"))
    report = submission.get("report")
    findings = rows_of(report.get("findings")) if isinstance(report, dict) else []
    if status != PUBLISHED:
        show_findings(console, findings)
        tell_offered(console, findings, pack.folder)
    document = {"command": "publish", "submission": submission}
    if submission.get("is_final") and status not in (PUBLISHED, HELD):
        detail = submission.get("failure") or count_words(findings) or "no findings"
        error = ERRORS.error("E_SUBMISSION", status=status, detail=detail, url=submission.get("status_url"))
        console.fail(error, document)
        return error.exit_code
    words = {PUBLISHED: "Published", HELD: "Held until a person at the registry decides:"}
    console.note(f"{words.get(status, f'Sent ({printable(status)}):')} {pack.title}")
    console.result(document)
    return 0
