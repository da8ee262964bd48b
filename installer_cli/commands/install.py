"""``ctxpack install``: put packs, and what they require, into the project."""

from __future__ import annotations

from installer_cli.arguments import CLAUDE, INSTALLING, MIN_AGE, ONLY, TARGET, Command, Positional
from installer_cli.console import counted
from installer_cli.policyplaces import may_have_policy
from installer_cli.project import Project
from installer_cli.stamp import packs_in_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.choose import Choice, Only
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.names import PackName
    from packformat.versions import Requirement, Version

OK = 0

COMMAND = Command(
    "install",
    "Put packs and what they require into the project, or bring it to what its files say.",
    positional=Positional(
        "PACK", "a pack: `name`, `name>=1.2` or `name@1.2.0`; none for all in `ctxpack.toml`", source="known"
    ),
    options=(
        ONLY,
        TARGET,
        *INSTALLING,
        MIN_AGE,
    ),
    epilog="Example: ctxpack install accounting-close",
)
_LOOKING = ("check", "dry_run", "max_always_tokens", "only", "target")
"""Options with which there is something to say or to do, though every file is in its place."""


def run(arguments: Arguments, console: Console) -> int:
    """Choose releases, note them as wanted, carry the plan out."""
    if arguments.flag("allow"):
        from installer_cli.consent import check_kinds

        check_kinds(arguments)
    if _is_in_place(arguments, console):
        return OK
    from installer_cli.age import youngest
    from installer_cli.aim import aim_at
    from installer_cli.intent import Intent
    from installer_cli.narrow import narrow
    from installer_cli.only import labels_given, parts_added, tell_whole
    from installer_cli.policy.hold import lacking
    from installer_cli.session import Session
    from installer_cli.typed import typed
    from packformat.versions import Requirement

    requested = [typed(Requirement.parse, word) for word in arguments.words]
    labels = labels_given(arguments, "install")
    names = [requirement.name for requirement in requested]
    intent = Intent("install", names, _words(arguments, labels))
    with Session(arguments, console) as session, session.locked():
        wants = session.wants()
        if arguments.flag("target"):
            wants = session.checked(wants.with_targets([*wants.targets, *_others(arguments)]))
        requested += lacking(session, wants, requested)
        receipts = session.receipts()
        parts = parts_added(wants, names, labels, console)
        choice = _choose(session, wants, requested, receipts, youngest(arguments), parts=parts)
        wants = _note_packs(wants, requested, choice, parts)
        choice = narrow(choice, wants, session)
        tell_whole(choice.packs, wants, console)
        wants = session.note_registry(wants)
        intent.releases = choice.releases
        from installer_cli.flow import proceed

        return proceed(session, arguments, intent, aim_at(wants, choice.packs, receipts, session.targets()))


def _others(arguments: Arguments) -> list[str]:
    """The agents named beside Claude Code, which reads every pack."""
    return [target for target in arguments.values("target") if target != CLAUDE]


def _words(arguments: Arguments, labels: Iterable[str]) -> list[str]:
    """What the history says after the command's name."""
    targets = (f"--target {target}" for target in arguments.values("target"))
    return [*arguments.words, *(f"--only {label}" for label in labels), *targets]


def _is_in_place(arguments: Arguments, console: Console) -> bool:
    """Tell from the stamp alone, before anything heavy is loaded, that nothing is to be done.

    Not where there is a policy, which may be another than when the stamp was made.
    """
    if console.json or any(map(arguments.flag, _LOOKING)):
        return False
    project = Project.of(arguments)
    packs = 0 if may_have_policy(project) else packs_in_place(project, arguments.words)
    if packs:
        console.note(f"Nothing to do: {counted(packs, 'pack')} in place, unchanged")
    return bool(packs)


def _choose(
    session: Session,
    wants: Wants,
    requested: Sequence[Requirement],
    receipts: Mapping[PackName, Receipt],
    not_after: str,
    *,
    parts: Only,
) -> Choice:
    """Take the lockfile's choice when it is known what its packs may do; else ask the registry."""
    from installer_cli.choose import Choice, check_pins, from_lockfile, from_registry, load_flow
    from installer_cli.recall import recall_releases
    from packformat.versions import Requirement

    named = {requirement.name: requirement for requirement in requested}
    wanted = [Requirement(name, specifier) for name, specifier in wants.packs.items() if name not in named]
    wanted += [
        requirement
        if requirement.specifier.text
        else Requirement(name, wants.packs.get(name, requirement.specifier))
        for name, requirement in named.items()
    ]
    lockfile = session.lockfile()
    check_pins(lockfile, receipts)
    choice = from_lockfile(lockfile, wanted, {**wants.only, **parts})
    if choice:
        releases, unknown = recall_releases(session, wants, choice.packs.values(), receipts)
        if not unknown:
            return Choice(choice.packs, releases)
    registry = session.registry(wants)
    return from_registry(
        registry,
        lockfile,
        wanted,
        not_after=not_after,
        policies=session.policies(),
        meanwhile=load_flow,
    )


def _note_packs(wants: Wants, requested: Sequence[Requirement], choice: Choice, parts: Only) -> Wants:
    added = {
        requirement.name: requirement.specifier.text or _compatible(choice.packs[requirement.name].version)
        for requirement in requested
        if requirement.specifier.text or requirement.name not in wants.packs
    }
    return wants.change(added, only=parts) if added or parts else wants


def _compatible(version: Version) -> str:
    """The requirement to note when none was given: this version and later compatible ones."""
    return f">={version}" if version.is_prerelease else f"^{version[0]}.{version[1]}"
