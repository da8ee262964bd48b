"""What can go wrong between here and a registry: rows of the client's table."""

from __future__ import annotations

from packformat.errors import (
    ErrorSpec,
    IntegrityError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    RegistryError,
    UsageError,
)

REGISTRY_ERRORS = {
    "E_KEY_CHANGED": ErrorSpec(
        IntegrityError,
        "{registry} signs with the key {found}, and trusted is {pinned}, which did not introduce it",
        "ask the registry's operator, by another way than this address, which key is theirs; "
        "if it is this one, run `ctxpack trust {found} --registry {registry}{scope}`",
    ),
    "E_KEY_RETIRED": ErrorSpec(
        IntegrityError,
        "{registry} answers with an index signed by {found}, a key that it has given up for {pinned}",
        "a mirror has to be refreshed; anywhere else somebody shows you what was signed with an old or "
        "stolen key: tell the registry's operator",
    ),
    "E_INDEX_ROLLBACK": ErrorSpec(
        IntegrityError,
        "the index of `{pack}` is older than one seen before: {found} after {seen}",
        "somebody may be hiding releases from you; ask the registry's operator",
    ),
    "E_INDEX_EXPIRED": ErrorSpec(
        IntegrityError,
        "{document} at {registry} expired at {expires_at}, and the clock here says {now}",
        "if the clock is right, tell the registry's operator: it stands still, or somebody hides "
        "releases from you; `ctxpack sync` needs no index, and `--offline` takes the one seen last",
    ),
    "E_INDEX_NAME": ErrorSpec(
        IntegrityError,
        "the registry answered with `{found}` where `{pack}` was asked for",
        "do not install from it",
    ),
    "E_DIGEST": ErrorSpec(
        IntegrityError,
        "the archive of `{pack}` is not what the index promised: {found} in place of {wanted}",
        "nothing was installed; try again, and report it to the registry's operator if it happens again",
    ),
    "E_PACK_UNKNOWN": ErrorSpec(
        NotFoundError,
        "there is no pack `{pack}` in {registry}{requirer}",
        "{suggestion}run `ctxpack search {pack}` to look for it; {unsent}a private pack needs a token "
        "of one of its readers: `ctxpack login`",
    ),
    "E_PACK_GONE": ErrorSpec(
        NotFoundError,
        "{registry} shows you no pack `{pack}` any more, which is locked here",
        "what is installed stays as it is; if it is private, log in with a token of one of its readers "
        "(`ctxpack login`), or ask its owner to let you in again; "
        "`ctxpack uninstall {pack}` goes on without it",
    ),
    "E_ARCHIVE_ABSENT": ErrorSpec(
        NotFoundError,
        "{registry} has no archive of `{pack}` {version}",
        "of a private pack it is shown to a token of one of its readers alone: `ctxpack login`; "
        "a mirror may have to be refreshed",
    ),
    "E_RELEASE_UNKNOWN": ErrorSpec(
        NotFoundError,
        "there is no version {version} of `{pack}`, but {versions}",
        "run `ctxpack info {pack}` for the list",
    ),
    "E_NOT_INSTALLED": ErrorSpec(
        NotFoundError,
        "`{pack}` is not installed in this project",
        "{suggestion}`ctxpack list` shows what is installed",
    ),
    "E_UNREACHABLE": ErrorSpec(
        NetworkError,
        "{registry} cannot be reached: {reason}",
        "check the address and the connection; a lockfile and a filled cache need no network",
    ),
    "E_CERTIFICATE": ErrorSpec(
        NetworkError,
        "{registry} cannot prove that it is what it says: {reason}",
        "if your network has its own authority, name its file: `SSL_CERT_FILE=authority.pem`",
    ),
    "E_PROXY": ErrorSpec(
        NetworkError,
        "the proxy {proxy} does not let us through: {reason}",
        "check `HTTPS_PROXY`; `NO_PROXY` names the hosts that need none",
    ),
    "E_PROXY_ADDRESS": ErrorSpec(
        UsageError,
        "`{variable}` names a proxy that cannot be used: {reason}",
        "it looks like `http://proxy.example.org:3128`, or `http://NAME:PASSWORD@…` with `%25` for `%`",
    ),
    "E_OFFLINE": ErrorSpec(
        NetworkError,
        "{what} would have to be fetched from {registry}, and this is an offline run",
        "run it once without `--offline`; a lockfile and a filled cache need no network",
    ),
    "E_TIMEOUT": ErrorSpec(
        NetworkError,
        "{what} did not arrive within {seconds} seconds",
        "try again, or allow more with `CTXPACK_TIMEOUT=SECONDS`",
    ),
    "E_DOWNLOAD": ErrorSpec(
        NetworkError, "the connection broke in {what}: {received} of {wanted} bytes arrived", "try again"
    ),
    "E_RESPONSE": ErrorSpec(
        RegistryError,
        "{registry} answered in a way that cannot be read: {reason}",
        "is this the address of a ctxpack registry?",
    ),
    "E_RESPONSE_SIZE": ErrorSpec(
        RegistryError,
        "{what} is longer than the {limit} bytes allowed: reading stopped",
        "report it to the registry's operator",
    ),
    "E_REGISTRY_STATUS": ErrorSpec(
        RegistryError, "{registry} answered {status} to {what}: {detail}", "{remedy}"
    ),
    "E_REFUSED": ErrorSpec(PermissionDeniedError, "{registry} does not allow this: {detail}", "{remedy}"),
    "E_READ_ONLY_REGISTRY": ErrorSpec(
        UsageError,
        "{registry} is a static mirror: it cannot {what}",
        "name a registry that runs as a server",
    ),
}
