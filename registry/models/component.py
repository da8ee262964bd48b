"""Components: what a release holds for an agent."""

from django.db import models

from registry.models.release import Release


class Component(models.Model):
    """One part of a release for an agent: a skill, an agent, a command, a memory and so on."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="components")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    archive_digest = models.CharField(
        max_length=71,
        blank=True,
        help_text="Digest of a skill's own archive, for clients that take one skill",
    )

    tokens_always = models.PositiveIntegerField(default=0, help_text="Tokens it costs in every session")
    tokens_on_use = models.PositiveIntegerField(default=0, help_text="Tokens it costs on top when used")

    class Meta:
        """Shown by kind, then by name."""

        ordering = ("kind", "name", "path")
        constraints = (
            models.UniqueConstraint(fields=("release", "kind", "path"), name="component_once_in_a_release"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def label(self) -> str:
        """How it is named where it is taken alone: `ctxpack install PACK --only LABEL`."""
        return f"{self.kind}:{self.name}"
