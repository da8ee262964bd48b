"""Whether Claude Code would load what is installed."""

from __future__ import annotations

import os

from installer_cli.health.trouble import NOTE, found
from installer_cli.jsontext import read_object
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.paths import PLUGIN_MANIFEST_PATH
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from installer_cli.health.trouble import Trouble
    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName

_SETTINGS = (".claude/settings.json", ".claude/settings.local.json")
_SKILL = "SKILL.md"
_SOURCE = "skills-dir"
"""What the client calls plugins that lie among a project's skills."""


def check_agent(session: Session, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """What keeps the client from loading a pack: a broken file, a setting, a missing sibling, no trust."""
    disabled = _disabled_plugins(session.project)
    for receipt in receipts.values():
        yield from _check_manifest(session.project, receipt)
        yield from _check_skills(session.project, receipt)
        for requirement in receipt.requires:
            if requirement.name not in receipts:
                yield found("E_AGENT_REQUIRES", pack=receipt.name, required=requirement.name)
        if receipt.name in disabled:
            path = disabled[receipt.name]
            yield found("E_AGENT_DISABLED", path=path, plugin=f"{receipt.name}@{_SOURCE}")
    if receipts and not session.project.prefix:
        yield from _check_trust(session.project)


def _check_manifest(project: Project, receipt: Receipt) -> Iterator[Trouble]:
    path = f"{SKILLS}/{receipt.name}/{PLUGIN_MANIFEST_PATH}"
    data = project.read(path)
    name = _object(data).get("name")
    if data is not None and name != receipt.name:
        yield found("E_AGENT_MANIFEST", path=path, pack=receipt.name)


def _check_skills(project: Project, receipt: Receipt) -> Iterator[Trouble]:
    for path in receipt.files:
        data = project.read(path) if path.endswith(f"/{_SKILL}") else None
        if data is None:
            continue
        try:
            read_frontmatter(path, data.decode("utf-8", "replace"))
        except CtxpackError as error:
            yield found("E_AGENT_SKILL", reason=error.message)


def _disabled_plugins(project: Project) -> dict[str, str]:
    """Packs that a settings file turns off, and the file."""
    home = os.path.join(_client_folder(), "settings.json")
    files = [(path, project.read(path)) for path in _SETTINGS] + [(home, _read(home))]
    found: dict[str, str] = {}
    for path, data in files:
        plugins = _object(data).get("enabledPlugins")
        for plugin, enabled in plugins.items() if isinstance(plugins, dict) else ():
            name, _, source = plugin.partition("@")
            if source == _SOURCE and enabled is False:
                found[name] = path
    return found


def _check_trust(project: Project) -> Iterator[Trouble]:
    """The client notes in a file of its own which folders its user trusts; without one it never ran."""
    folder = os.environ.get("CLAUDE_CONFIG_DIR") or os.path.expanduser("~")
    data = _read(os.path.join(folder, ".claude.json"))
    if data is None:
        return
    projects = _object(data).get("projects")
    known = projects.get(os.path.realpath(project.root)) if isinstance(projects, dict) else None
    if not (isinstance(known, dict) and known.get("hasTrustDialogAccepted")):
        yield found("E_AGENT_TRUST", severity=NOTE)


def _client_folder() -> str:
    return os.environ.get("CLAUDE_CONFIG_DIR") or os.path.expanduser("~/.claude")


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _object(data: bytes | None) -> dict[str, Any]:
    return read_object(data) or {}
