"""Advisories: what is wrong with published versions of a pack, and what to do about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from packformat.advisory import AdvisoryEntry
from packformat.versions import Version
from registry.models.pack import Pack


class Advisory(models.Model):
    """A notice on the versions of a pack from `since` on and before `fixed`, until it is withdrawn.

    What a member of the staff says of somebody else's pack, only the staff change.
    """

    class Severity(models.TextChoices):
        """How bad it is, the worst first; of the first two the installer asks before it takes a version."""

        CRITICAL = "critical"
        HIGH = "high"
        MODERATE = "moderate"
        LOW = "low"

    SEVERE = (Severity.CRITICAL, Severity.HIGH)

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="advisories")
    severity = models.CharField(max_length=10, choices=Severity.choices)
    title = models.CharField(max_length=150, help_text="What is wrong, in one line")
    text = models.TextField(max_length=4000, help_text="What happens, to whom, and how one can tell")
    advice = models.CharField(max_length=300, help_text="What to do now")
    since = models.CharField(max_length=64, blank=True, help_text="First version concerned; empty for all")
    fixed = models.CharField(max_length=64, blank=True, help_text="First version that is right again, if any")
    by_staff = models.BooleanField(default=False)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawal = models.CharField(max_length=300, blank=True, help_text="Why it was withdrawn")

    class Meta:
        """Shown newest first; a withdrawal always says who, when and why."""

        verbose_name_plural = "advisories"
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal="")),
                name="withdrawal_says_who_when_why",
            ),
        )
        indexes = (models.Index(fields=("pack", "withdrawn_at"), name="advisory_by_pack"),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called for ever, within this registry."""
        return f"CTXA-{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it holds no more."""
        return self.withdrawn_at is not None

    @property
    def last_change(self) -> models.DateTimeField:
        """When something about it changed last."""
        return self.withdrawn_at or self.changed_at or self.published_at

    @property
    def entry(self) -> AdvisoryEntry:
        """The advisory as index documents state it."""
        fixed = Version.parse(self.fixed) if self.fixed else None
        return AdvisoryEntry(self.name, self.severity, self.title, self.advice, fixed)

    def concerns(self, version: str) -> bool:
        """Whether a version lies between `since` and `fixed`."""
        asked = Version.parse(version)
        if self.since and asked < Version.parse(self.since):
            return False
        return not self.fixed or asked < Version.parse(self.fixed)
