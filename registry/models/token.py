"""API tokens."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A secret that lets a program act for a user. Only its SHA-256 is kept."""

    class Scope(models.TextChoices):
        """What a token may be used for."""

        READ = "read"
        PUBLISH = "publish"
        YANK = "yank"
        ADVISE = "advise"
        COMMENT = "comment"
        GRANT = "grant"
        ADMIN = "admin"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12, help_text="How the token begins, to tell it from others")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.hint}… {self.name}"
