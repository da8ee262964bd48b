"""What an organisation's policy stops: rows of the client's table."""

from __future__ import annotations

from packformat.errors import ErrorSpec, PermissionDeniedError

POLICY_ERRORS = {
    "E_POLICY_REFUSED": ErrorSpec(
        PermissionDeniedError,
        "this is not allowed by {policies}, so nothing was changed",
        "{contact}{remedy}; `ctxpack policy` shows what holds here",
    ),
    "E_POLICY_UNMET": ErrorSpec(
        PermissionDeniedError,
        "by {policies}, this project has {count} to mend",
        "{contact}{remedy}",
    ),
}
