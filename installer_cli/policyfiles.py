"""Reading policies: one that is there and cannot be read is an error, never nothing."""

from __future__ import annotations

import os

from installer_cli.fetch.address import Address
from installer_cli.policyplaces import named_policy, policy_places
from installer_cli.readfile import read_file
from packformat.codes import FORMAT
from packformat.errors import UsageError
from packformat.policy.policy import LARGEST_POLICY, Policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.project import Project


def read_policies(project: Project) -> tuple[Policy, ...]:
    """Every policy that holds in a project; raises E_POLICY."""
    found = (_read(told, path) for told, path in policy_places(project).items())
    return tuple(policy for policy in found if policy)


def _read(told: str, path: str) -> Policy | None:
    try:
        data = read_file(path, LARGEST_POLICY + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if path == named_policy() or os.path.islink(path):
            raise FORMAT.error("E_POLICY", path=told, reason="there is no such file") from error
        return None
    except OSError as error:
        raise FORMAT.error("E_POLICY", path=told, reason=error.strerror or str(error)) from error
    policy = Policy.parse(data, told)
    if policy.registries is None:
        return policy
    return policy._replace(registries=tuple(_address(told, url) for url in policy.registries))


def _address(told: str, url: str) -> str:
    """An address as registries are named everywhere else, so that two spellings of one are the same."""
    try:
        return str(Address.parse(url))
    except UsageError as error:
        raise FORMAT.error("E_POLICY", path=told, reason=error.message) from None
