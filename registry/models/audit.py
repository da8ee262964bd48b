"""The audit trail: who did what to which."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act, written in the transaction that did it. Entries are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty for what the registry does by itself",
    )
    action = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, help_text="Such as `pack:accounting-close` or `token:12`")
    data = models.JSONField(default=dict)

    class Meta:
        """Read by subject, newest first."""

        verbose_name_plural = "audit entries"
        indexes = (models.Index(fields=("subject", "-at"), name="audit_by_subject"),)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
