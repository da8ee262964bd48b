"""Our own files: all that has to be readable, what an interrupted run has left, and where we write."""

from __future__ import annotations

import os
from functools import partial

from installer_cli.attributes import RULE, lacks_rule
from installer_cli.health.trouble import NOTE, Trouble, found
from installer_cli.history import entry_numbers, read_entry
from installer_cli.journal import Journal
from installer_cli.project import AGENT_FOLDER, JOURNAL, RECEIPTS, STATE
from installer_cli.receipt import read_receipt, receipt_names
from installer_cli.target import SHARED
from packformat.errors import CtxpackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from installer_cli.project import Project
    from installer_cli.session import Session


def check_files(session: Session) -> Iterator[Trouble]:
    """What cannot be read, written or finished."""
    project = session.project
    yield from _check(session.wants)
    yield from _check(session.lockfile)
    yield from _check(session.policies)
    for name in receipt_names(project):
        yield from _check(partial(read_receipt, project, name))
    for number in entry_numbers(project):
        yield from _check(partial(read_entry, project, number))
    yield from _check_journal(project)
    yield from _check_places(project)


def _check(read: Callable[[], object]) -> Iterator[Trouble]:
    try:
        read()
    except CtxpackError as error:
        yield Trouble(error)


def _check_journal(project: Project) -> Iterator[Trouble]:
    try:
        journal = Journal.read(project)
    except CtxpackError as error:
        yield Trouble(error)
        return
    if journal is not None:
        yield found("E_UNFINISHED", path=JOURNAL)


def _check_places(project: Project) -> Iterator[Trouble]:
    for folder in (*SHARED, RECEIPTS):
        yield from _check(partial(project.check_no_links, folder))
    for folder in (AGENT_FOLDER, STATE, *SHARED):
        path = project.path(folder)
        if os.path.isdir(path) and not os.access(path, os.W_OK | os.X_OK):
            yield found("E_PERMISSION", path=folder, reason="you have no permission to")


def check_rest(session: Session) -> Iterator[Trouble]:
    """What git is not told, and rules of ours that load a pack which is no longer installed."""
    if lacks_rule(session.project):
        yield found("E_GIT_MERGE", rule=RULE, severity=NOTE)
    installed = set(receipt_names(session.project))
    folder = session.project.path(".claude/rules")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        pack = name.removeprefix("ctxpack-").removesuffix(".md")
        if name == f"ctxpack-{pack}.md" and f"{pack}.json" not in installed:
            yield found("E_ORPHAN", path=f".claude/rules/{name}", pack=pack, severity=NOTE)
