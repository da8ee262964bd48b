"""Requirements: which other packs a release needs."""

from django.db import models

from registry.models.release import Release


class Requirement(models.Model):
    """A pack by name with a version specifier. The name need not exist here."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="requirements")
    name = models.CharField(max_length=64, db_index=True)
    specifier = models.CharField(max_length=200, blank=True)

    class Meta:
        """A release names another pack once."""

        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("release", "name"), name="requirement_once_in_a_release"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.specifier}".strip()
