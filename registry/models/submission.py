"""Submissions: frozen archives on their way to become releases."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.leased import Leased
from registry.models.publisher import Publisher
from registry.models.release import Release


class Submission(Leased):
    """An uploaded archive and what became of it."""

    class Status(models.TextChoices):
        """Where it stands. Those after `validating` are final by themselves.

        A failed or superseded one is tried again when the same bytes are sent again.
        """

        QUEUED = "queued"
        VALIDATING = "validating"
        PUBLISHED = "published"
        REJECTED = "rejected"
        HELD = "held"
        FAILED = "failed"
        SUPERSEDED = "superseded"

    WAITS, IS_HELD = Status.QUEUED, Status.VALIDATING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="submissions")
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions"
    )
    upload_digest = models.CharField(max_length=71)
    upload_size = models.PositiveIntegerField(help_text="Bytes of the upload")
    received_at = models.DateTimeField(auto_now_add=True)
    private = models.BooleanField(default=False, help_text="Whether a new pack is to be private")
    evidence = models.TextField(
        max_length=8000, blank=True, help_text="What shows that whoever a persona is of agreed; for the staff"
    )

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    finished_at = models.DateTimeField(null=True)
    pack_name = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=64, blank=True)
    failure = models.CharField(
        max_length=64, blank=True, help_text="Code of the fault, ours, that ended a failed one"
    )
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="submissions")
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="supersedes",
        help_text="The later one of its owner's to which it gave way",
    )

    class Meta:
        """The same bytes from the same publisher, for the same readers, are the same submission."""

        constraints = (
            models.UniqueConstraint(
                fields=("publisher", "upload_digest", "private"), name="same_bytes_same_submission"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(release__isnull=False),
                name="published_names_its_release",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded") ^ Q(superseded_by__isnull=True),
                name="superseded_names_what_by",
            ),
        )
        indexes = (
            models.Index(fields=("publisher", "-received_at"), name="submission_newest_first"),
            models.Index(
                fields=("received_at",), name="submission_held_oldest", condition=models.Q(status="held")
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.status}"
