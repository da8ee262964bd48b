"""What can go wrong where a pack is taken in part or for other agents: rows of `installer_cli.errors`."""

from __future__ import annotations

from packformat.errors import ErrorSpec, NotFoundError, UsageError

PART_ERRORS = {
    "E_COMPONENT_UNKNOWN": ErrorSpec(
        NotFoundError,
        "`{pack}` {version} has no `{component}`",
        "{suggestion}these it has; one that it no longer has is given up by "
        "`ctxpack uninstall {pack} --only {component}`",
    ),
    "E_TARGETS_GLOBAL": ErrorSpec(
        UsageError,
        "your own packs are for Claude Code only: not every other agent has files for all your projects that "
        "packs could share",
        "install for other agents in each project: leave `--global` out",
    ),
    "E_PART_NOT_WANTED": ErrorSpec(
        NotFoundError,
        "`{component}` of `{pack}` was not asked for by itself: what is wanted is {wanted}",
        "to have less than a whole pack: `ctxpack uninstall {pack}`, then `ctxpack install {pack} --only …`",
    ),
}
