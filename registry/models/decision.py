"""Decisions: what a person said about a submission that the rules held."""

from django.conf import settings
from django.db import models

from registry.models.submission import Submission


class Decision(models.Model):
    """One person's answer to the holds of one report. Decisions are only ever added; the last one counts."""

    class Answer(models.TextChoices):
        """Publish it, or do not."""

        APPROVED = "approved"
        REFUSED = "refused"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.CharField(max_length=500, help_text="Shown to the submitter")
    holds = models.JSONField(help_text="Rule, path, line and message of each hold that was decided on")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The last one first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.answer}"
