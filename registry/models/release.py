"""Releases: the immutable, published states of a pack."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.pack import Pack


class Release(models.Model):
    """One published version of a pack. Nothing in it ever changes but its yank.

    ``registry.immutability`` makes the database refuse any other update, and every delete.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="releases")
    version = models.CharField(max_length=64)
    sort_key = models.CharField(
        max_length=80, help_text="Orders versions as text; pre-releases before their release"
    )
    is_prerelease = models.BooleanField(default=False)

    archive_digest = models.CharField(max_length=71, help_text="Digest of the canonical archive")
    tree_digest = models.CharField(
        max_length=71, help_text="Digest of the record: every path, digest, size and mode"
    )
    size = models.PositiveIntegerField(help_text="Bytes of the archive")
    unpacked_size = models.PositiveIntegerField(help_text="Bytes of all files together")
    file_count = models.PositiveIntegerField()

    summary = models.CharField(max_length=300)
    licence = models.CharField(max_length=120, blank=True)
    manifest = models.JSONField()
    files = models.JSONField(help_text="Rows of the record: path, digest, size, executable")
    readme = models.TextField(blank=True)
    powers = models.JSONField(default=dict, help_text="What the pack can do, computed from its bytes")
    tokens = models.JSONField(
        default=dict, help_text="What the pack costs an agent, in tokens: always and on use"
    )

    badges = models.JSONField(
        default=dict, help_text="What it earned, computed from its bytes: each badge with its counts"
    )

    criteria = models.PositiveSmallIntegerField(default=0, help_text="Sentences that hold of good work")
    by_program = models.PositiveSmallIntegerField(
        default=0, help_text="How many of its criteria a program decides, and no person has to"
    )

    retrieval = models.JSONField(
        default=list, help_text="Of each wiki: gold questions that find their page, and all; asked here"
    )

    made_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="variants",
        help_text="The original that the manifest names, confirmed when this was published",
    )

    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    yanked_at = models.DateTimeField(null=True)
    yanked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    yank_reason = models.CharField(max_length=300, blank=True)
    yanked_by_staff = models.BooleanField(
        default=False, help_text="Whether they were of the staff then, and not of the publisher"
    )

    class Meta:
        """A version is used once, and a yank always says who, when and why."""

        constraints = (
            models.UniqueConstraint(fields=("pack", "version"), name="version_used_once"),
            models.UniqueConstraint(fields=("pack", "sort_key"), name="version_ordered_once"),
            models.CheckConstraint(
                condition=Q(
                    yanked_at__isnull=True, yanked_by__isnull=True, yank_reason="", yanked_by_staff=False
                )
                | (Q(yanked_at__isnull=False, yanked_by__isnull=False) & ~Q(yank_reason="")),
                name="yank_says_who_when_why",
            ),
        )
        indexes = (
            models.Index(fields=("archive_digest",), name="release_by_archive"),
            models.Index(fields=("-published_at", "-id"), name="releases_newest_first"),
        )

    def __str__(self) -> str:
        return f"{self.pack.name} {self.version}"

    @property
    def is_yanked(self) -> bool:
        """Whether new resolutions leave this release out."""
        return self.yanked_at is not None
