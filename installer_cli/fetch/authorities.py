"""Which authorities vouch for the servers that are reached over TLS."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl

_VARIABLES = ("CTXPACK_CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")


def tls_context() -> ssl.SSLContext:
    """TLS 1.2 or later, trusting the file that the environment names, or else what the machine trusts.

    Raises ValueError, with a reason, for a file that holds no certificates.
    """
    import ssl

    file = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), None)
    try:
        context = ssl.create_default_context(cafile=file)
    except OSError as error:
        raise ValueError(f"`{file}` is no file of certificates: {error.strerror or error}") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
