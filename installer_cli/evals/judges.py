"""The judges that a command line names."""

from __future__ import annotations

from installer_cli.agent.command import AgentCommand
from installer_cli.errors import ERRORS
from packformat.evals.judges.majority import MOST_JUDGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments


def judges_named(arguments: Arguments, *, command: str) -> list[AgentCommand]:
    """Whom ``--judge`` names, in that order; raises E_USAGE_VALUE for too many or one twice, and E_AGENT."""
    commands = arguments.texts("judge")
    if len(set(commands)) < len(commands) or len(commands) > MOST_JUDGES:
        reason = f"name at most {MOST_JUDGES} judges, each of them once"
        raise ERRORS.error("E_USAGE_VALUE", option="--judge", reason=reason, command=command)
    return [AgentCommand(command) for command in commands]
