"""Appeals: somebody asks that what was decided against them be looked at once more."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.question import Answer, Question
from registry.models.release import Release
from registry.models.review import Review
from registry.models.submission import Submission

KINDS = ("submission", "release", "review", "question", "answer")
"""What an appeal can be about, each a column of its own."""


class Appeal(models.Model):
    """The one appeal about one thing, and what the staff answered."""

    class Status(models.TextChoices):
        """Open until a member of the staff upholds it, which undoes the decision, or dismisses it."""

        OPEN = "open"
        UPHELD = "upheld"
        DISMISSED = "dismissed"

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, null=True, related_name="appeal")
    release = models.OneToOneField(Release, on_delete=models.PROTECT, null=True, related_name="appeal")
    review = models.OneToOneField(Review, on_delete=models.CASCADE, null=True, related_name="appeal")
    question = models.OneToOneField(Question, on_delete=models.CASCADE, null=True, related_name="appeal")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, null=True, related_name="appeal")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appeals")
    words = models.TextField(max_length=4000)
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    reason = models.CharField(max_length=500, blank=True, help_text="Shown to whoever appealed")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """About one thing; the queue is read oldest first; an answered appeal has its reason."""

        constraints = (
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{other}__isnull": other != kind for other in KINDS}) for kind in KINDS),
                    _connector=Q.OR,
                ),
                name="appeal_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_by=None) | (Q(decided_by__isnull=False) & ~Q(reason="")),
                name="answered_appeal_says_by_whom",
            ),
        )
        indexes = (models.Index(fields=("status", "made_at"), name="appeal_oldest_first"),)

    def __str__(self) -> str:
        return f"{self.kind} by {self.author}: {self.status}"

    @property
    def kind(self) -> str:
        """What it is about: one of `KINDS`."""
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id") is not None)

    @property
    def key(self) -> object:
        """The primary key of what it is about."""
        return getattr(self, f"{self.kind}_id")

    @property
    def subject(self) -> models.Model:
        """The row that it is about."""
        row: models.Model = getattr(self, self.kind)
        return row
