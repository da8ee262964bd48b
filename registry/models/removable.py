"""What the staff can take out of sight without deleting it."""

from django.conf import settings
from django.db import models


class Removable(models.Model):
    """Something that a person wrote on a page; once removed, its author and the staff alone see it."""

    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removal = models.CharField(max_length=500, blank=True, help_text="Why it was removed")

    class Meta:
        """No table of its own."""

        abstract = True
