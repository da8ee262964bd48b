"""The security headers of Django's middleware, for answers that never reach it."""

from csp.utils import build_policy
from django.conf import settings

from registry.edge.answer import Headers


def security_headers() -> Headers:
    """Return what SecurityMiddleware, CSPMiddleware and XFrameOptionsMiddleware add with these settings."""
    headers = [
        ("Content-Security-Policy", build_policy()),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
    ]
    if settings.SECURE_HSTS_SECONDS:
        policy = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        headers.append(("Strict-Transport-Security", policy))
    return headers
