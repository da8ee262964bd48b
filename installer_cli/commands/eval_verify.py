"""``ctxpack eval verify``: whether a signed result is whole, and whether a run here comes to the same."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "eval verify",
    "Check a signed result: that nobody has changed it, and with `--pack` that it is about this very pack.",
    positional=Positional("FILE", "the signed document", minimum=1, maximum=1),
    options=(Option("--pack", "a pack's folder, or an installed pack", metavar="PACK"),),
)


def run(arguments: Arguments, console: Console) -> int:
    """Verify, compare, tell; raises E_SIGNATURE, E_DOCUMENT or E_ATTESTED_OTHER."""
    from installer_cli.errors import ERRORS, os_error
    from installer_cli.evals.subject import find_subject
    from installer_cli.project import Project
    from packformat.evals.attestation import read_attestation

    path = arguments.words[0]
    try:
        with open(path, "rb") as file:
            found = read_attestation(file.read(), path)
    except OSError as error:
        raise os_error(error, path) from None
    pack = arguments.value("pack")
    if pack:
        subject = find_subject(Project.find(arguments.value("project")), pack)
        if subject.built.digest != found.archive:
            raise ERRORS.error("E_ATTESTED_OTHER", wanted=found.archive, found=subject.built.digest)
    agent = found.report.get("agent", "")
    console.data(f"{found.name} {found.version}: {found.verdict}, {agent}, {found.ran_at}, key {found.key}")
    console.result(
        {
            "command": "eval verify",
            "pack": str(found.name),
            "version": str(found.version),
            "archive": found.archive,
            "verdict": found.verdict,
            "agent": agent,
            "ran_at": found.ran_at,
            "key": found.key,
        }
    )
    return 0
