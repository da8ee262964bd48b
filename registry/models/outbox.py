"""The outbox: work that was promised in the transaction that made it necessary."""

from django.db import models


class OutboxEntry(models.Model):
    """One piece of work still to be done. The row is the record, a message to a worker only a wake-up.

    It is deleted when the work is done, so a row that is left over is work that was lost or has not begun,
    and the sweeper wakes a worker for it again when `due_at` has passed. The work may therefore be done
    twice, and each kind bears that.
    """

    class Task(models.TextChoices):
        """The kinds of work."""

        VALIDATE_SUBMISSION = "validate_submission"
        WRITE_INDEX = "write_index"
        WRITE_ROOT = "write_root"
        RENEW_INDEX = "renew_index"
        NOTIFY = "notify"
        SWEEP_DRAFTS = "sweep_drafts"
        FORGET_DRAFT = "forget_draft"
        READ_DOCUMENT = "read_document"
        FORGET_UNUSED = "forget_unused"
        SEND_RECAPS = "send_recaps"

    task = models.CharField(max_length=30, choices=Task.choices)
    subject = models.CharField(
        max_length=64, blank=True, help_text="Id of a submission, draft or document, or name of a pack"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        """Django would say `entrys`."""

        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"{self.task} {self.subject}"
