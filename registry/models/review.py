"""Reviews: what other people found when they used a version."""

from django.conf import settings
from django.db import models

from registry.models.pack import Pack
from registry.models.release import Release
from registry.models.removable import Removable


class Review(Removable):
    """One named person's judgement of one version. Writing again replaces it."""

    class Verdict(models.TextChoices):
        """Whether the work was done with it."""

        WORKS = "works"
        WITH_CARE = "with care"
        FAILS = "fails"

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="reviews")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews")
    role = models.CharField(max_length=80, help_text="What the reviewer does for a living")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    text = models.TextField(max_length=4000, help_text="What was done with it, and what came of it")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One review a person and version, shown newest first."""

        constraints = (models.UniqueConstraint(fields=("release", "author"), name="one_review_of_a_version"),)
        indexes = (models.Index(fields=("pack", "-written_at"), name="review_newest_first"),)

    def __str__(self) -> str:
        return f"{self.author} on {self.release}: {self.verdict}"
