"""Complaints: somebody says that a pack should not be here as it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.pack import Pack


class Complaint(models.Model):
    """One complaint, and what the staff answered. Whoever complains need not have an account."""

    class Reason(models.TextChoices):
        """What is wrong."""

        HARMFUL = "harmful"
        WRONG = "wrong"
        RIGHTS = "rights"
        PRIVATE = "private"
        CONSENT = "consent"
        OTHER = "other"

    class Status(models.TextChoices):
        """Open until a member of the staff upholds or dismisses it."""

        OPEN = "open"
        UPHELD = "upheld"
        DISMISSED = "dismissed"

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="complaints")
    version = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    text = models.TextField(max_length=4000)
    contact = models.EmailField(blank=True, help_text="Where to answer, if anywhere")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="complaints"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """The queue is read oldest first; an answered complaint has its answer."""

        constraints = (
            models.CheckConstraint(
                condition=Q(status="open", answered_by=None) | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="answered_complaint_says_by_whom",
            ),
        )
        indexes = (models.Index(fields=("status", "made_at"), name="complaint_oldest_first"),)

    def __str__(self) -> str:
        return f"{self.reason} about {self.pack_id}: {self.status}"
