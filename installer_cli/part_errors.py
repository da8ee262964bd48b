"""What can go wrong where a pack is taken in part; a section of `installer_cli.errors`."""

from __future__ import annotations

from packformat.errors import ErrorSpec, NotFoundError

PART_ERRORS = {
    "E_COMPONENT_UNKNOWN": ErrorSpec(
        NotFoundError,
        "`{pack}` {version} has no `{component}`",
        "{suggestion}these it has; one that it no longer has is given up by "
        "`ctxpack uninstall {pack} --only {component}`",
    ),
    "E_PART_NOT_WANTED": ErrorSpec(
        NotFoundError,
        "`{component}` of `{pack}` was not asked for by itself: what is wanted is {wanted}",
        "to have less than a whole pack: `ctxpack uninstall {pack}`, then `ctxpack install {pack} --only …`",
    ),
}
