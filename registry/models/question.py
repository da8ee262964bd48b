"""Questions about a pack, and answers to them."""

from django.conf import settings
from django.db import models

from registry.models.pack import Pack
from registry.models.removable import Removable


class Question(Removable):
    """What somebody wants to know of a pack."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Shown newest first."""

        indexes = (models.Index(fields=("pack", "-asked_at"), name="question_newest_first"),)

    def __str__(self) -> str:
        return f"{self.author} on {self.pack}"


class Answer(Removable):
    """What somebody knows; the publisher's own answers are told apart by `by_publisher`."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(max_length=4000)
    by_publisher = models.BooleanField(default=False)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were given."""

        ordering = ("given_at", "pk")

    def __str__(self) -> str:
        return f"{self.author} to {self.question_id}"

    @property
    def pack(self) -> Pack:
        """The pack that it is about."""
        return self.question.pack
