"""Names that would be there twice: components of a pack called like the user's own or another pack's.

Nothing is overwritten by that, since a pack's components carry its name; but who types the short name may get
the other one.
"""

from __future__ import annotations

from installer_cli.disk import files_below, folder_names
from installer_cli.plan import KEEP, REMOVE
from installer_cli.project import AGENT_FOLDER
from packformat.component import discover
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from installer_cli.plan import PackChange, Plan
    from installer_cli.project import Project
    from packformat.names import PackName

    Names = dict[tuple[str, str], str]

_CALLED = ("skill", "agent", "command")
"""The kinds that people and agents call by name."""


def find_clashes(plan: Plan, project: Project) -> Mapping[PackName, list[str]]:
    """For each pack that comes or changes, a sentence for each name that it newly shares."""
    staying = [pack for pack in plan.packs if pack.action != REMOVE]
    coming = [pack for pack in staying if pack.action != KEEP]
    if not coming:
        return {}
    own = {pack.name: _names(pack, after=True) for pack in staying}
    yours = _users_names(project, own)
    return {pack.name: list(_sentences(pack, own, yours)) for pack in coming}


def _sentences(pack: PackChange, own: Mapping[PackName, Names], yours: Names) -> Iterable[str]:
    had = _names(pack, after=False)
    for called in sorted(own[pack.name].keys() - had.keys()):
        kind, name = called
        if called in yours:
            yield f"{kind} `{name}` is called like your `{yours[called]}`: say `{pack.name}:{name}`"
        for other, names in own.items():
            if other != pack.name and called in names:
                yield f"{kind} `{name}` is called like that of `{other}`: say `{pack.name}:{name}`"


def _names(pack: PackChange, *, after: bool) -> Names:
    """The names of a pack's components, as they will be or as they were."""
    folder = f"{SKILLS}/{pack.name}/"
    files = [change.new if after else change.old for change in pack.files]
    return _called(file.path.removeprefix(folder) for file in files if file and file.path.startswith(folder))


def _users_names(project: Project, packs: Container[str]) -> Names:
    """What the user has of these kinds, outside the folders of packs."""
    skills = (f"{SKILLS}/{name}/SKILL.md" for name in folder_names(project, SKILLS) if name not in packs)
    paths = [path for path in skills if project.has(path)]
    for kind in ("agents", "commands"):
        paths += files_below(project, f"{AGENT_FOLDER}/{kind}")
    found = _called(path.removeprefix(f"{AGENT_FOLDER}/") for path in paths)
    return {called: f"{AGENT_FOLDER}/{path}" for called, path in found.items()}


def _called(paths: Iterable[str]) -> Names:
    return {(part.kind, part.name): part.path for part in discover(paths) if part.kind in _CALLED}
