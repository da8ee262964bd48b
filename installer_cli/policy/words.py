"""What policies say, in sentences, and what to do about it."""

from __future__ import annotations

import shlex

from installer_cli.errors import ERRORS
from packformat.errors import printable
from packformat.policy.judge import DENIED, FOREIGN, IN_PART, MISSING, NOT_LISTED, WRONG_VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from packformat.errors import CtxpackError
    from packformat.policy.judge import Ground, Verdict

_LONGEST_LINE = 1000
"""Characters of a sentence; the parts that a policy gives are limited already."""
_ANY = "*"
_REMEDIES = {
    MISSING: "`ctxpack install` brings what has to be here",
    DENIED: "leave it out, or take a version that is allowed, with `ctxpack update` or by its number, "
    "`NAME@1.2.1`",
    FOREIGN: "name another with `--registry`, or in `ctxpack.toml`",
}


def sentences(verdict: Verdict, requirers: Sequence[str] = ()) -> Iterator[str]:
    """A refusal in a sentence for each line that it rests on; ``requirers`` are packs that bring the pack."""
    for ground in verdict.grounds:
        reason = f": {ground.reason}" if ground.reason else ""
        text = f"{_told(verdict, requirers)}{reason} ({place_of(ground)})"
        yield printable(text, _LONGEST_LINE)


def place_of(ground: Ground) -> str:
    """The file and the line of it."""
    return f"{ground.policy.path}, `{ground.rule}`"


def as_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON-ready values."""
    return {
        "version": verdict.version or None,
        "status": verdict.status,
        "wanted": verdict.wanted or None,
        "grounds": [
            {"policy": ground.policy.path, "rule": ground.rule, "reason": ground.reason}
            for ground in verdict.grounds
        ],
    }


def as_rows(refused: Iterable[Verdict]) -> list[dict[str, Any]]:
    """The same of several, each with what it is about."""
    return [{"subject": one.subject, **as_dict(one)} for one in refused]


def refusal(
    code: str, refused: Sequence[Verdict], requirers: Mapping[str, Sequence[str]], **data: object
) -> CtxpackError:
    """The error that says all that is refused; ``data`` are the code's own values."""
    grounds = [ground for verdict in refused for ground in verdict.grounds]
    policies = " and ".join(dict.fromkeys(f"`{ground.policy.path}`" for ground in grounds))
    contacts = "; ".join(dict.fromkeys(filter(None, (ground.policy.contact for ground in grounds))))
    return ERRORS.error(
        code,
        policies=policies,
        contact=f"{contacts}; " if contacts else "",
        remedy="; ".join(dict.fromkeys(map(_remedy, refused))),
        reasons=[line for one in refused for line in sentences(one, requirers.get(one.subject, ()))],
        refused=as_rows(refused),
        **data,
    )


def _told(verdict: Verdict, requirers: Sequence[str]) -> str:
    """What is the matter, without who says so."""
    pack = f"`{verdict.subject}`"
    if verdict.status == FOREIGN:
        allowed = f"only from {verdict.wanted}" if verdict.wanted else "nor from any other registry"
        return f"packs may not come from {verdict.subject or 'a registry that nobody names'}, {allowed}"
    if verdict.status == MISSING:
        return f"{pack} has to be here{_in_versions(verdict)}, and is not"
    if verdict.status == WRONG_VERSION:
        return f"{pack} has to be here{_in_versions(verdict)}, and not {verdict.version}"
    if verdict.status == IN_PART:
        return f"{pack} has to be here whole, and not in part"
    which = f"{pack} {verdict.version}{_brought_by(requirers)}"
    if verdict.status == NOT_LISTED:
        only = f", only {verdict.wanted}" if verdict.wanted else ""
        return f"{which} is not among what is allowed{only}"
    return f"{which} is denied"


def _brought_by(requirers: Sequence[str]) -> str:
    if not requirers:
        return ""
    names = " and ".join(f"`{name}`" for name in requirers)
    return f", which {names} require{'s' if len(requirers) == 1 else ''},"


def _in_versions(verdict: Verdict) -> str:
    return "" if verdict.wanted == _ANY else f" in {verdict.wanted}"


def _remedy(verdict: Verdict) -> str:
    if verdict.status in (WRONG_VERSION, IN_PART):
        versions = "" if verdict.wanted == _ANY else verdict.wanted
        return f"`{shlex.join(['ctxpack', 'install', verdict.subject + versions])}`"
    return _REMEDIES[DENIED if verdict.status == NOT_LISTED else verdict.status]
