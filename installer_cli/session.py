"""One run in one project: its files read, its lock held, whatever an earlier run left behind put right."""

from __future__ import annotations

import os
from contextlib import contextmanager

from installer_cli.project import JOURNAL, LOCKFILE, MANIFEST, SHARED_NOTE, Project
from packformat.errors import AuthorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from installer_cli.arguments import Arguments
    from installer_cli.client import Registry
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from installer_cli.settings import Settings
    from installer_cli.wants import Wants
    from packformat.index import ReleaseEntry
    from packformat.lockfile import Lockfile
    from packformat.names import PackName
    from packformat.policy.policy import Policy


class Session:
    """What a command works with; used in a ``with`` block, at whose end the registry is let go of.

    Files are read when they are asked for, since not every command needs each.
    """

    def __init__(self, arguments: Arguments, console: Console):
        self._arguments = arguments
        self.console = console
        self.project = Project.of(arguments)
        self._registry: Registry | None = None
        self._seen: dict[str, bytes | None] = {}
        self._policies: tuple[Policy, ...] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._registry:
            self._registry.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the project's lock, and first finish or undo what an interrupted run has left."""
        from installer_cli.journal import recover
        from installer_cli.projectlock import ProjectLock

        with ProjectLock(self.project, self._tell_waiting):
            if recover(self.project):
                self.console.note("Finished what an interrupted run had begun")
            yield

    def settle(self) -> None:
        """For commands that only read: put right what an interrupted run left, if there is any."""
        if os.path.lexists(self.project.path(JOURNAL)):
            with self.locked():
                pass

    def wants(self) -> Wants:
        """What the project wants; raises E_PROJECT_FILE or E_TARGETS_GLOBAL."""
        from installer_cli.wants import Wants

        return self.checked(Wants.of(self._read(MANIFEST)))

    def checked(self, wants: Wants) -> Wants:
        """The same; raises E_TARGETS_GLOBAL where other agents are named for the user's own packs."""
        if self.project.prefix and wants.targets:
            from installer_cli.errors import ERRORS

            raise ERRORS.error("E_TARGETS_GLOBAL")
        return wants

    def targets(self) -> tuple[str, ...]:
        """The agents beside Claude Code that the packs here were placed for; raises E_RECEIPT."""
        if not self.project.has(SHARED_NOTE):
            return ()
        from installer_cli.shared.record import Record

        return Record.read(self.project).targets

    def lockfile(self) -> Lockfile:
        """What was chosen last; empty when there is no lockfile. Raises E_LOCKFILE."""
        from packformat.codes import FORMAT
        from packformat.lockfile import Lockfile

        data = self._read(LOCKFILE)
        if data is None:
            return Lockfile()
        try:
            return Lockfile.parse(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise FORMAT.error("E_LOCKFILE", reason=f"byte {error.start} is not UTF-8") from None

    def heed_lockfile(self) -> None:
        """For commands that need no lockfile and write one: raise E_NEWER for one of a later format.

        A damaged one is no reason to end, since it is written anew.
        """
        try:
            self.lockfile()
        except AuthorError:
            return

    def _read(self, path: str) -> bytes | None:
        """One of the project's two files, which is remembered as it was read first."""
        data = self.project.read(path)
        self._seen.setdefault(path, data)
        return data

    def check_unwritten(self) -> None:
        """Raise E_WRITTEN_SINCE where somebody has changed the project's own files since they were read."""
        for path, data in self._seen.items():
            if self.project.read(path) != data:
                from installer_cli.errors import ERRORS

                raise ERRORS.error("E_WRITTEN_SINCE", path=path)

    def receipts(self) -> dict[PackName, Receipt]:
        """What is installed; raises E_RECEIPT."""
        from installer_cli.receipt import read_receipts

        return read_receipts(self.project)

    def policies(self) -> tuple[Policy, ...]:
        """What the organisation says, read once in a run; raises E_POLICY."""
        if self._policies is None:
            from installer_cli.policyplaces import may_have_policy

            self._policies = ()
            if may_have_policy(self.project):
                from installer_cli.policyfiles import read_policies

                self._policies = read_policies(self.project)
        return self._policies

    def settings(self, wants: Wants | None = None) -> Settings:
        """Where the registry and our own files are."""
        from installer_cli.settings import Settings

        return Settings(self._arguments, wants)

    def registry(self, wants: Wants) -> Registry:
        """The registry; raises E_NO_REGISTRY. The project's key holds for the address beside it."""
        is_projects = wants.registry.rstrip("/") == self.settings(wants).registry
        return self.registry_of(wants, wants.key if is_projects else "")

    def registry_of(self, wants: Wants, key: str) -> Registry:
        """The registry, trusted by a key; by the one remembered where that is empty. Raises E_NO_REGISTRY."""
        if self._registry is None:
            from installer_cli.client import Registry
            from installer_cli.credentials import find_token, unsent
            from installer_cli.home import RegistryMemory

            settings = self.settings(wants)
            fetcher = settings.fetcher(self._tell_silence)
            token = "" if settings.offline or fetcher.is_static else find_token(settings)
            memory = RegistryMemory(settings.home, settings.registry)
            tell_age = self._tell_age if settings.offline else None
            self._registry = Registry(
                fetcher,
                key,
                memory,
                tell_age,
                scope=self.project.option,
                token=token,
                unsent="" if token else unsent(settings),
            )
        return self._registry

    def note_registry(self, wants: Wants) -> Wants:
        """Note the registry and the key it is trusted by, where the project does not say so yet.

        A key that the project's own has introduced takes its place, without a question.
        """
        if self._registry is None or not self._registry.key:
            return wants
        url, key = self.settings(wants).registry, self._registry.key
        if wants.registry and (wants.registry.rstrip("/") != url or wants.key == key):
            return wants
        if wants.registry and wants.key:
            self.console.note(
                f"{url} has the new key {key}, introduced by the one in `{MANIFEST}`, whose place it takes"
            )
        return wants.with_registry(wants.registry or url, key)

    def remember(self, releases: Iterable[ReleaseEntry] = ()) -> None:
        """Keep what was believed of the registry, and of the releases chosen, if it was asked anything."""
        if self._registry:
            self._registry.remember(releases)
            if self._registry.other_key:
                self._tell_other_key(self._registry)

    def _tell_other_key(self, registry: Registry) -> None:
        self.console.warn(
            f"this project trusts {registry.name} by the key {registry.key}, and this machine knows it by "
            f"{registry.other_key}, which did not introduce it: what is said counts in this project alone",
            "ask the registry's operator, by another way than this address, which key is theirs; "
            "`ctxpack trust KEY` tells this machine",
        )

    def _tell_age(self, signed_at: str) -> None:
        from installer_cli.clock import ago

        self.console.note(
            f"Offline: what is chosen from is the index as signed at {signed_at}, {ago(signed_at)}"
        )

    def _tell_silence(self, what: str) -> None:
        if self.console.is_live:
            self.console.draw("")
        self.console.note(f"Waiting for {what}: the registry is silent")

    def _tell_waiting(self, holder: str) -> None:
        self.console.note(f"Waiting for another ctxpack{holder} in this project")
