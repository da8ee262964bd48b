"""The lesson, as far as somebody is with it."""

from django.conf import settings
from django.db import models


class LessonAnswer(models.Model):
    """What somebody wrote in one exercise of the lesson, and since when it is passed.

    Like a draft, it belongs to a browser until somebody signs in there. Whoever began in two places has two
    answers to an exercise then, and both are kept; `registry.services.lessons` says which one counts.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="lesson_answers"
    )
    visitor = models.CharField(max_length=64, blank=True, help_text="Digest of the key of a browser")
    exercise = models.CharField(max_length=20)
    content = models.JSONField(help_text="Answers as a draft has them, and what was ticked")
    passed_at = models.DateTimeField(null=True, help_text="When it was right for the first time")
    saved_at = models.DateTimeField()

    class Meta:
        """An answer always belongs to somebody, and a browser has one to each exercise."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | ~models.Q(visitor=""),
                name="lesson_answer_belongs_to_somebody",
            ),
            models.UniqueConstraint(
                fields=("visitor", "exercise"), name="lesson_by_visitor", condition=~models.Q(visitor="")
            ),
        )
        indexes = (
            models.Index(
                fields=("saved_at",), name="lesson_of_nobody_oldest", condition=models.Q(owner__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.exercise
