"""A plan, for people and for programs."""

from __future__ import annotations

from installer_cli.advised import shown_advice, shown_advisory
from installer_cli.consent import powers_in_words, recoded_sentence, shown_power
from installer_cli.console import counted
from installer_cli.costs import ALWAYS, ON_USE
from installer_cli.guide import LONGEST_SENTENCE
from installer_cli.plan import (
    ABANDON,
    ADD,
    ADOPT,
    CONFLICT,
    CREATE,
    DELETE,
    EDITED,
    KEEP,
    MERGE,
    REMOVE,
    REPLACE,
    RESTORE,
    UPDATE,
    WRITES,
)
from installer_cli.progress import shown_size
from installer_cli.statements.words import sentences_about
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.console import Console
    from installer_cli.costs import Costs
    from installer_cli.outlook import Outlook
    from installer_cli.plan import PackChange, Plan
    from installer_cli.shared.change import SharedChange
    from packformat.advisory import AdvisoryEntry
    from packformat.targets.losses import Loss

_SIGNS = {ADD: ("+", "green"), "update": ("~", "yellow"), REMOVE: ("-", "red"), KEEP: ("=", "dim")}
_SHARED = {"written": "only our part is written, the rest stays", "removed": "goes, it was ours alone"}
"""What is done to a file that packs share with the user."""
_LISTED = (CREATE, REPLACE, RESTORE, MERGE, DELETE, ADOPT, EDITED, CONFLICT, ABANDON)


def show_plan(console: Console, plan: Plan, outlook: Outlook) -> None:
    """Say what will happen: packs and their limits, files, costs, advisories, powers, names that clash."""
    for pack in _worth_showing(plan, outlook):
        sign, color = _SIGNS[pack.action]
        console.note(f"{console.paint(sign, color)} {_headline(pack, outlook)}")
        _show_limits(console, pack, outlook, _losses(plan, pack))
        _show_advisories(console, outlook.advisories.get(pack.name, ()))
        _show_powers(console, outlook.powers.new.get(pack.name, ()))
        if pack.name in outlook.powers.recoded:
            console.note(f"    {recoded_sentence(outlook.powers.recoded[pack.name])}")
        for power in outlook.powers.lost.get(pack.name, ()):
            console.note(f"    no longer: {shown_power(power)}")
        for sentence in outlook.clashes.get(pack.name, ()):
            console.note(f"    {console.paint('?', 'yellow')} {printable(sentence)}")
        for sentence in _statements(pack, outlook):
            console.note(f"    {console.paint('?', 'yellow')} {printable(sentence, LONGEST_SENTENCE)}")
        _show_yours(console, pack)
    for path in plan.paths(EDITED):
        console.note(f"  your changes stay: {path}")
    for change in plan.shared.changes if plan.shared else ():
        _show_shared(console, change)


def _show_yours(console: Console, pack: PackChange) -> None:
    for path in pack.paths(MERGE):
        console.note(f"    merged with your changes: {path}")
    for path in pack.paths(ABANDON):
        console.note(f"    your changes stay: {path}")
    for path in pack.paths(CONFLICT):
        console.note(f"    {console.paint('conflict', 'red')}, your text stays: {path}")
    for path in pack.strangers if pack.action == REMOVE else ():
        console.note(f"    your file stays: {path}")


def _show_shared(console: Console, change: SharedChange) -> None:
    if change.action in _SHARED:
        console.note(f"  {change.path}: {_SHARED[change.action]}")
    for what in change.kept:
        console.note(f"  your changes stay: {what} in {change.path}")


def _show_limits(console: Console, pack: PackChange, outlook: Outlook, losses: Iterable[Loss]) -> None:
    """Say what the pack is not for, when it holds, which part is meant, and what other agents do not get."""
    guide = outlook.guides.get(pack.name)
    for text in guide.not_for if guide else ():
        console.note(f"    not for: {printable(text, LONGEST_SENTENCE)}")
    if guide and guide.validity:
        console.note(f"    {console.paint('?', 'yellow')} its content {printable(guide.validity)}")
    for text in outlook.parts[pack.name].sentences if pack.name in outlook.parts else ():
        console.note(f"    {text}")
    for loss in losses:
        console.note(f"    {console.paint('-', 'yellow')} {printable(loss.sentence, LONGEST_SENTENCE)}")


def _show_advisories(console: Console, advisories: Iterable[AdvisoryEntry]) -> None:
    for advisory in advisories:
        color = "red" if advisory.is_severe else "yellow"
        console.note(f"    {console.paint('!', color)} {shown_advisory(advisory)}")
        console.note(f"      {shown_advice(advisory)}")


def _show_powers(console: Console, lines: Iterable[str]) -> None:
    for sentence, items in powers_in_words(lines):
        console.note(f"    {console.paint('!', 'yellow')} {sentence}")
        for item in items:
            console.note(f"        {item}")


def plan_document(plan: Plan, outlook: Outlook) -> dict[str, object]:
    """The plan as JSON-ready values."""
    document: dict[str, object] = {
        "packs": [
            {**_pack_document(pack, outlook), "losses": [loss.as_dict() for loss in _losses(plan, pack)]}
            for pack in plan.packs
        ]
    }
    document["shared_files"] = [change.as_dict() for change in plan.shared.changes] if plan.shared else []
    return document


def _statements(pack: PackChange, outlook: Outlook) -> list[str]:
    """What it says in the place of others, and where packs part, of one that comes or changes."""
    return sentences_about(pack.name, outlook.holding) if pack.action in (ADD, UPDATE) else []


def _losses(plan: Plan, pack: PackChange) -> list[Loss]:
    """What other agents do not get of a pack, as far as its archive was looked into."""
    return plan.shared.losses.get(pack.name, []) if plan.shared and pack.after else []


def _worth_showing(plan: Plan, outlook: Outlook) -> list[PackChange]:
    """The packs to which anything happens, and those of which the user should know something."""
    return [pack for pack in plan.packs if pack.action != KEEP or pack.name in outlook.advisories]


def _headline(pack: PackChange, outlook: Outlook) -> str:
    details = [_files(pack)]
    release = outlook.releases.get(pack.name)
    if release and pack.action != REMOVE:
        details.append(shown_size(release.unpacked))
    if pack.action != REMOVE:
        details += _tokens(pack, outlook.costs)
    return f"{pack.name} {_versions(pack)}  {', '.join(details)}"


def _versions(pack: PackChange) -> str:
    old, new = pack.old_version, pack.after.version if pack.after else None
    if old and new and old != new:
        return f"{old} → {new}"
    return str(new or old)


def _files(pack: PackChange) -> str:
    return counted(len(pack.paths(*WRITES, DELETE)), "file")


def _tokens(pack: PackChange, costs: Costs) -> list[str]:
    """The costs, each with its change where that is known and not nothing."""
    after = costs.after.get(pack.name, {})
    shown = []
    for key, words in ((ALWAYS, "always"), (ON_USE, "on use")):
        if key in after:
            change = costs.change(pack.name, key)
            more = f" ({change:+})" if change else ""
            shown.append(f"~{after[key]} tokens {words}{more}")
    return shown


def _pack_document(pack: PackChange, outlook: Outlook) -> dict[str, object]:
    powers, costs, guide = outlook.powers, outlook.costs, outlook.guides.get(pack.name)
    return {
        "name": pack.name,
        "action": pack.action,
        "from": str(pack.old_version) if pack.old_version else None,
        "to": str(pack.after.version) if pack.after else None,
        "archive": pack.after.archive if pack.after else None,
        "files": [
            {"path": change.path, "action": change.action}
            for change in pack.files
            if change.action in _LISTED
        ],
        "powers": powers.all[pack.name],
        "new_powers": powers.new.get(pack.name, []),
        "changed_code": powers.recoded.get(pack.name, []),
        "lost_powers": powers.lost.get(pack.name, []),
        "tokens": costs.after.get(pack.name, {}),
        "token_change": {key: costs.change(pack.name, key) for key in (ALWAYS, ON_USE)},
        "advisories": [one.as_dict() for one in outlook.advisories.get(pack.name, ())],
        "name_clashes": list(outlook.clashes.get(pack.name, ())),
        "statements": _statements(pack, outlook),
        "not_for": list(guide.not_for) if guide else [],
        "validity": guide.validity if guide else "",
        "first_prompts": list(guide.first_prompts) if guide else [],
        "user_files": list(pack.strangers),
        **(outlook.parts[pack.name].as_dict() if pack.name in outlook.parts else {"only": []}),
    }
