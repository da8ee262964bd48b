"""Drafts: packs that are still being written on the contribute pages."""

import uuid

from django.conf import settings
from django.db import models

from registry.models.leased import Leased
from registry.models.submission import Submission


class Draft(models.Model):
    """The answers of an expert, and who may write them.

    Until somebody signs in, a draft belongs to a browser, known by the digest of the key in its cookie. Every
    change makes a new revision; whoever saves says which one they had read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="drafts"
    )
    visitor = models.CharField(max_length=64, blank=True, help_text="Digest of the key of a browser")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="shared_drafts")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    items_made = models.PositiveIntegerField(default=0, help_text="So that no item's id is used twice")
    continues = models.CharField(max_length=64, blank=True, help_text="The pack whose next version this is")
    submission = models.ForeignKey(Submission, on_delete=models.SET_NULL, null=True, related_name="drafts")
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, help_text="Can be taken back for some days")

    class Meta:
        """A draft always belongs to somebody; people see theirs newest first."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | ~models.Q(visitor=""),
                name="draft_belongs_to_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("owner", "-saved_at"), name="draft_newest_first"),
            models.Index(
                fields=("saved_at",), name="draft_of_nobody_oldest", condition=models.Q(owner__isnull=True)
            ),
            models.Index(
                fields=("deleted_at",),
                name="draft_taken_away_oldest",
                condition=models.Q(deleted_at__isnull=False),
            ),
            models.Index(fields=("visitor",), name="draft_by_visitor", condition=~models.Q(visitor="")),
        )

    def __str__(self) -> str:
        return str(self.content.get("title") or "Untitled")


class DraftRevision(models.Model):
    """What the answers were at one time. Only the newest are kept."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One row a number."""

        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_revision_a_number"),)

    def __str__(self) -> str:
        return f"{self.draft_id} revision {self.number}"


class DraftFile(models.Model):
    """A file that goes along as it is: the pack had it before, and no answer writes it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=71)
    size = models.PositiveIntegerField()
    executable = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False, help_text="An answer writes this file for now")

    class Meta:
        """A path stands once."""

        constraints = (models.UniqueConstraint(fields=("draft", "path"), name="draft_path_stands_once"),)

    def __str__(self) -> str:
        return self.path


class DraftDocument(Leased):
    """A document that was brought: where its reading stands, which answer its text became, what was lost.

    A worker reads it. What cannot be read stays as it was brought, with why in `failure`; of a sample of data
    nothing is kept once its columns are read, and `digest` is empty then.
    """

    class Status(models.TextChoices):
        """Where it stands; one that was refused is read again when an author asks for it."""

        WAITING = "waiting"
        READING = "reading"
        READ = "read"
        REFUSED = "refused"

    class Part(models.TextChoices):
        """What it becomes: an answer with its text, or sources of data with its columns alone."""

        DOCUMENTS = "documents"
        DATA = "data"

    WAITS, IS_HELD = Status.WAITING, Status.READING

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="documents")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.DOCUMENTS)
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=71, blank=True)
    size = models.PositiveIntegerField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="brought"
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    failure = models.JSONField(null=True, help_text="Why it could not be read: code, message and hint")
    item = models.CharField(max_length=20, blank=True, help_text="The answer that it became, or the first")
    tables = models.PositiveIntegerField(default=0, help_text="Sources of data that it became")
    losses = models.JSONField(default=list, help_text="Each with its kind, its place, and words for it")
    facsimile = models.CharField(
        max_length=71, blank=True, help_text="Digest of what is shown of the original"
    )
    looked_at = models.DateTimeField(null=True, help_text="When an author said that the text looks right")

    class Meta:
        """One document an answer; in the order in which they were brought."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "item"), condition=~models.Q(item=""), name="one_document_an_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(status="read") ^ models.Q(item=""), name="what_was_read_is_an_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(status="refused") ^ models.Q(failure__isnull=True),
                name="what_was_refused_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.filename


class DraftLink(models.Model):
    """A way for somebody without an account to read a draft and say something about it, for some days."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True, help_text="Of the secret in the address")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk} to {self.draft_id}"


class DraftComment(models.Model):
    """What a reader of a preview said."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Oldest first, as people talk."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"
