"""Validation reports and their findings."""

from django.db import models

from registry.models.submission import Submission


class ValidationReport(models.Model):
    """What the rules said about one submission."""

    class Verdict(models.TextChoices):
        """Accepted, held for a person to look at, or rejected."""

        ACCEPTED = "accepted"
        HELD = "held"
        REJECTED = "rejected"

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="report")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    ruleset = models.CharField(max_length=64, help_text="Which set of rules judged")
    digest = models.CharField(max_length=71, help_text="Digest of the bytes that were judged")
    not_checked = models.JSONField(default=list)
    ignored = models.JSONField(default=list, help_text="Rules that the manifest asked to be left out")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.verdict}"


class Finding(models.Model):
    """One thing that a rule saw."""

    class Severity(models.TextChoices):
        """An error rejects, a hold asks for a person, a warning and a hint only tell."""

        ERROR = "error"
        HOLD = "hold"
        WARNING = "warning"
        HINT = "hint"

    report = models.ForeignKey(ValidationReport, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    rule = models.CharField(max_length=100)
    code = models.CharField(max_length=64, blank=True, help_text="The error code behind it, if any")
    severity = models.CharField(max_length=10, choices=Severity.choices)
    path = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField(default=0, help_text="Counted from 1; 0 is the whole file")
    message = models.TextField()
    fix = models.TextField(blank=True)
    edit = models.JSONField(null=True, help_text="The change that answers it, where a program can make it")

    class Meta:
        """In the order of the report."""

        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("report", "position"), name="finding_once_in_a_report"),
        )

    def __str__(self) -> str:
        return f"{self.severity} {self.rule}"
