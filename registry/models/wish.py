"""Wishes: packs that people looked for and did not find."""

from django.conf import settings
from django.db import models


class Wish(models.Model):
    """A job that no pack does yet, in the words of whoever looked for it first, and who else wants it."""

    words = models.CharField(max_length=200, unique=True, help_text="As they were typed, folded")
    wished_at = models.DateTimeField(auto_now_add=True)
    voters = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="wishes")

    def __str__(self) -> str:
        return self.words
