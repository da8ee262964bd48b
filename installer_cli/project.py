"""The project: its folder, and where things lie in it. All relative paths have slashes on every system."""

from __future__ import annotations

import os
import stat

from installer_cli.errors import ERRORS, os_error
from installer_cli.readfile import read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments

MANIFEST = "ctxpack.toml"
LOCKFILE = "ctxpack.lock"
POLICY = "ctxpack-policy.toml"
"""What may be installed here, for everybody who works on the project; it is read and never written."""
ATTRIBUTES = ".gitattributes"
"""Tells git to take both sides' lines where two branches have changed our files in one place."""
AGENT_FOLDER = ".claude"
STATE = f"{AGENT_FOLDER}/.ctxpack"
RECEIPTS = f"{STATE}/receipts"
SHARED_NOTE = f"{RECEIPTS}/shared"
"""What of the files that packs share with the user is ours, where other agents read the packs too."""
JOURNAL = f"{STATE}/journal.json"
STAGE = f"{STATE}/stage"
TRASH = f"{STATE}/trash"
ARCHIVES = f"{STATE}/archives"
"""The archives of what is installed, by digest: what edits started from, and what an undo goes back to."""
OBJECTS = f"{STATE}/objects"
"""Texts of the user's that a run has changed, and those that merges started from, by digest."""
HISTORY = f"{STATE}/history"
LOCK = f"{STATE}/lock"
IGNORED = f"{STATE}/.gitignore"
"""Keeps what is only of this machine out of version control; receipts may be committed."""
FOLDERS = f"{STATE}/folders"
"""The folders outside our own that an install made, so that an uninstall can take them away again."""


class Project:
    """A folder that packs are installed into."""

    __slots__ = ("root",)

    def __init__(self, root: str):
        self.root = root

    @classmethod
    def find(cls, folder: str | None = None) -> Project:
        """The project in ``folder``, else in the nearest folder above with a `ctxpack.toml`, else here."""
        if folder is not None:
            if not os.path.isdir(folder):
                raise ERRORS.error("E_FOLDER", path=folder, reason="there is no such folder")
            return cls(os.path.abspath(folder))
        here = os.getcwd()
        above = here
        while not os.path.exists(os.path.join(above, MANIFEST)):
            parent = os.path.dirname(above)
            if parent == above:
                return cls(here)
            above = parent
        return cls(above)

    @classmethod
    def of(cls, arguments: Arguments) -> Project:
        """The project that a command line means: the user's own with ``--global``; raises E_FOLDER."""
        folder = arguments.value("project")
        if not arguments.flag("global"):
            return cls.find(folder)
        if folder is not None:
            reason = "it means your own packs, and `--project` means a project's"
            raise ERRORS.error("E_USAGE_VALUE", option="--global", reason=reason, command=arguments.command)
        return UserProject(user_folder())

    def path(self, relative: str) -> str:
        """The absolute path of something in the project."""
        return f"{self.root}/{relative}"

    @property
    def prefix(self) -> str:
        """What goes before a path that an agent is told, so that it finds the file from any folder."""
        return ""

    def takes(self, relative: str) -> bool:
        """Whether runs write there: the agents' files, and three of the project's own."""
        if relative.startswith(f"{AGENT_FOLDER}/") or relative in (MANIFEST, LOCKFILE, ATTRIBUTES):
            return True
        from packformat.placement import OTHER_FILES, is_other_place

        return relative in OTHER_FILES or is_other_place(relative, whole=True)

    @property
    def option(self) -> str:
        """What a command line that is told to the user has to say so that it means this project."""
        return ""

    def read(self, relative: str) -> bytes | None:
        """The bytes of a file; None when it does not exist."""
        try:
            return read_file(self.path(relative))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise os_error(error, relative) from None

    def has(self, relative: str) -> bool:
        """Whether anything, be it a dangling link, has this path."""
        return os.path.lexists(self.path(relative))

    def check_no_links(self, relative: str) -> None:
        """Raise E_TARGET_LINK when the path or a folder above it, inside the project, is a link."""
        parts = relative.split("/")
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            try:
                mode = os.lstat(self.path(part)).st_mode
            except (FileNotFoundError, NotADirectoryError):
                return
            if stat.S_ISLNK(mode):
                raise ERRORS.error("E_TARGET_LINK", path=part)

    def check_state(self) -> None:
        """Raise E_TARGET_LINK when our own folder holds a link, which a repository may have brought."""
        self.check_no_links(LOCK)
        try:
            with os.scandir(self.path(STATE)) as entries:
                link = next((entry.name for entry in entries if entry.is_symlink()), "")
        except (FileNotFoundError, NotADirectoryError):
            return
        if link:
            raise ERRORS.error("E_TARGET_LINK", path=f"{STATE}/{link}")


class UserProject(Project):
    """The user's own packs, which the agent loads in every project: `~/.claude`, with our files in it.

    They are not in the home folder itself, where they would make every folder below it part of one project.
    """

    __slots__ = ()

    def path(self, relative: str) -> str:
        """The absolute path of something of the user's."""
        is_ours = relative in (MANIFEST, LOCKFILE, POLICY)
        return super().path(f"{AGENT_FOLDER}/{relative}" if is_ours else relative)

    @property
    def prefix(self) -> str:
        """Paths are told from the home folder."""
        return "~/"

    @property
    def option(self) -> str:
        """The option that means these packs."""
        return " --global"


def user_folder() -> str:
    """The user's own folder; raises E_HOME where neither the environment nor the system names one."""
    folder = os.path.expanduser("~")
    if not os.path.isabs(folder):
        raise ERRORS.error("E_HOME")
    return folder
