"""Powers: what a pack may do on the machine, and the agreement that each needs once for each archive.

``--yes`` agrees to a plan, never to a power. Agreement is recorded in the receipt, beside the archive's
digest: for other bytes, what was agreed to before is only what need not be asked again. That is not so for
hooks and for servers out of the pack, which run by themselves: when code of the pack has changed they are
asked for anew.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.plan import REMOVE
from packformat.errors import printable
from packformat.paths import PLUGIN_ROOT
from packformat.placement import SKILLS
from packformat.powers.value import KINDS, item_in_words, sentence_of
from packformat.powers.value import Powers as PackPowers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.plan import PackChange, Plan
    from packformat.index import ReleaseEntry
    from packformat.names import PackName

EVERYTHING = "all"
_HOOKS, _SERVERS = "hooks: ", "servers: "
_SHOWN = 5
"""Files of code that are named where hooks or servers are asked for anew."""
LONGEST_LINE = 1000
"""Characters of a power that are shown; the format's own items are far shorter."""


class Powers:
    """The powers of every pack in a plan, those among them that nobody has agreed to yet, and those that go.

    All are lines, ``kind: what``. ``recoded`` are the files of code for which hooks and servers are
    asked for anew.
    """

    __slots__ = ("all", "lost", "new", "recoded")

    def __init__(self, plan: Plan, releases: Mapping[PackName, ReleaseEntry]):
        self.all: dict[PackName, list[str]] = {}
        self.new: dict[PackName, list[str]] = {}
        self.lost: dict[PackName, list[str]] = {}
        self.recoded: dict[PackName, list[str]] = {}
        for pack in plan.packs:
            self._add(pack, releases.get(pack.name))

    def _add(self, pack: PackChange, release: ReleaseEntry | None) -> None:
        agreed = list(pack.before.powers) if pack.before else []
        self.all[pack.name] = list_powers(release) if release else agreed
        if pack.action != REMOVE:
            running = [power for power in agreed if _runs_by_itself(power)]
            code = _changed_code(pack, running) if running and release else []
            anew = running if code else []
            new = [power for power in self.all[pack.name] if power not in agreed or power in anew]
            lost = [power for power in agreed if power not in self.all[pack.name]]
            if new:
                self.new[pack.name] = new
            if not {*anew}.isdisjoint(new):
                self.recoded[pack.name] = code
            if lost:
                self.lost[pack.name] = lost

    @property
    def kinds(self) -> list[str]:
        """The kinds of the new powers, in their order."""
        return PackPowers.of_lines(power for powers in self.new.values() for power in powers).kinds


def _runs_by_itself(power: str) -> bool:
    """Whether a power starts code of the pack unasked: any hook may, and a server that is a file of it."""
    return power.startswith(_HOOKS) or (power.startswith(_SERVERS) and PLUGIN_ROOT in power)


def _changed_code(pack: PackChange, running: Sequence[str]) -> list[str]:
    """The files of code, by their paths in the pack, that are not those of the archive that was agreed to."""
    if not (pack.before and pack.after) or pack.before.archive == pack.after.archive:
        return []
    folder = f"{SKILLS}/{pack.name}/"
    changed = {
        change.path.removeprefix(folder): change.new
        for change in pack.files
        if change.new
        and change.path.startswith(folder)
        and (change.old is None or change.old.digest != change.new.digest)
    }
    return [path for path, file in changed.items() if file.executable or _is_code(path, running)]


def _is_code(path: str, running: Sequence[str]) -> bool:
    """Whether a file may be run: an interpreter takes the one that it is given, whatever it is called."""
    from packformat.powers.programs import is_named_program

    name = path.rpartition("/")[2]
    return path.startswith("hooks/") or is_named_program(path) or any(name in power for power in running)


def list_powers(release: ReleaseEntry) -> list[str]:
    """A release's powers, one line each, ``kind: what``."""
    return PackPowers(release.powers).lines


def shown_power(line: str) -> str:
    """A power as it is shown before somebody agrees to it: whole, with what cannot be seen written out."""
    return printable(line, LONGEST_LINE)


def powers_in_words(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """For each kind of power, what it means and what ``--allow`` calls it, and its items as shown."""
    powers = PackPowers.of_lines(lines)
    for kind in powers.kinds:
        items = [shown_power(item_in_words(kind, item)) for item in powers.of_kind(kind)]
        yield shown_power(f"{sentence_of(kind)} ({kind})"), items


def recoded_sentence(paths: Sequence[str]) -> str:
    """Why what was agreed to is asked for anew; ``paths`` are the files of code that changed."""
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    named = ", ".join(map(printable, paths[:_SHOWN]))
    return f"code that runs by itself has changed since you agreed: {named}{more}"


def agree(console: Console, powers: Powers, arguments: Arguments) -> None:
    """Get an agreement to every new power of the plan that was shown, from ``--allow`` or at the terminal.

    Raises E_CONSENT where nobody can be asked, E_DECLINED for a no.
    """
    allowed = arguments.values("allow")
    if EVERYTHING in allowed or set(powers.kinds) <= set(allowed):
        return
    if not console.can_agree:
        packs = ", ".join(f"`{name}`" for name in powers.new)
        rerun = _command_with(arguments, [kind for kind in powers.kinds if kind not in allowed])
        reasons = list(_reasons(powers))
        console.shown(reasons)
        raise ERRORS.error("E_CONSENT", packs=packs, reasons=reasons, rerun=rerun)
    if not console.ask("Do you allow this?"):
        raise ERRORS.error("E_DECLINED")


def _reasons(powers: Powers) -> Iterator[str]:
    for name, new in powers.new.items():
        for power in new:
            yield f"{name}: {shown_power(power)}"
        if name in powers.recoded:
            yield f"{name}: {recoded_sentence(powers.recoded[name])}"


def _command_with(arguments: Arguments, kinds: list[str]) -> str:
    """The command line as it was typed, and the agreement that it lacked."""
    import shlex

    known = all(kind in KINDS for kind in kinds)
    return shlex.join([*arguments.line, "--allow", ",".join(kinds) if known else EVERYTHING])


def check_kinds(arguments: Arguments) -> None:
    """Raise E_USAGE_VALUE where ``--allow`` names no kind of power: before anything is asked or fetched."""
    for kind in arguments.values("allow"):
        if kind not in (*KINDS, EVERYTHING):
            reason = f"`{kind}` is not one of {', '.join((*KINDS, EVERYTHING))}"
            raise ERRORS.error("E_USAGE_VALUE", option="--allow", reason=reason, command=arguments.command)
