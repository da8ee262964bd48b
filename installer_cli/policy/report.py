"""The compliance report: a project, as it stands, held against each line of its policies."""

from __future__ import annotations

from installer_cli.differences import YOURS, find_differences, find_shared
from installer_cli.policy.hold import requirers_of
from installer_cli.policy.words import as_dict
from packformat.policy.judge import ALLOWED, FOREIGN, judge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.session import Session
    from packformat.lockfile import LockedPack
    from packformat.names import PackName


class Report:
    """What there is to say of a project.

    What is installed counts, and of packs that are not, what the lockfile pins: a build machine may be asked
    before anything is installed there. ``edited`` are the files, by pack, that are not as they were placed,
    and under no name those that packs share with the user.
    """

    __slots__ = ("edited", "installed", "judgement", "packs", "policies", "registry", "requirers")

    def __init__(self, session: Session):
        """Read the project; raises E_POLICY, and what reading its files raises."""
        wants, receipts = session.wants(), session.receipts()
        self.policies = session.policies()
        self.registry = session.settings(wants).registry
        self.installed = {name: receipt.as_locked() for name, receipt in receipts.items()}
        self.packs: dict[PackName, LockedPack] = {**session.lockfile().packs, **self.installed}
        self.requirers = requirers_of(wants, self.packs)
        self.judgement = judge(self.policies, self.packs.values(), self.registry)
        self.edited: dict[str, list[dict[str, str]]] = {
            str(name): [
                {"path": found.path, "state": found.state}
                for found in find_differences(session.project, [receipt])
                if found.state != YOURS
            ]
            for name, receipt in receipts.items()
        }
        self.edited[""] = [
            {"path": found.path, "state": found.state} for found in find_shared(session.project)
        ]

    @property
    def files_edited(self) -> int:
        """How many files are not as they were placed."""
        return sum(map(len, self.edited.values()))

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values, as `docs/CLI.md` describes them."""
        judgement = self.judgement
        return {
            "compliant": not judgement.refusals,
            "policies": [{"path": one.path, "contact": one.contact} for one in self.policies],
            "registry": {
                "url": self.registry or None,
                "status": FOREIGN if judgement.registry else ALLOWED,
                "wanted": " and ".join(one.wanted for one in judgement.registry) or None,
                "grounds": [ground for one in judgement.registry for ground in as_dict(one)["grounds"]],
            },
            "packs": [
                {
                    "name": one.subject,
                    **as_dict(one),
                    "required_by": self.requirers.get(one.subject, []),
                    "installed": one.subject in self.installed,
                    "edited": self.edited.get(one.subject, []),
                }
                for one in judgement.packs
            ],
            "required": [{"name": one.subject, **as_dict(one)} for one in judgement.required],
            "shared_files_edited": self.edited[""],
        }
