"""Packs: the named things that people search for."""

from django.db import models
from django.db.models import Q

from registry.models.publisher import Publisher


class PublicPacks(models.Manager["Pack"]):
    """The packs that everybody may see: what a query finds that was written without a thought of others."""

    def get_queryset(self) -> models.QuerySet["Pack"]:
        """Leave private packs out."""
        return super().get_queryset().filter(visibility=Pack.Visibility.PUBLIC)


class Pack(models.Model):
    """A name and its owner. The name is taken for ever by the first release.

    `objects` are the public packs, and so are those that other rows refer back to; `every` has the private
    ones too, for services and for `registry.readers`, which decides who may see which.

    `latest` and the columns after it are the catalogue's copy of the newest release that is not yanked,
    written last of all when a release is published; a pack without it is not listed.
    """

    class Visibility(models.TextChoices):
        """Who may see it: everybody, or the members of its publisher and its guests."""

        PUBLIC = "public"
        PRIVATE = "private"

    name = models.CharField(max_length=64, unique=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="packs")
    created_at = models.DateTimeField(auto_now_add=True)
    visibility = models.CharField(max_length=7, choices=Visibility.choices, default=Visibility.PUBLIC)

    latest = models.OneToOneField("Release", on_delete=models.PROTECT, null=True, related_name="+")
    latest_version = models.CharField(max_length=64, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    keywords = models.JSONField(default=list)
    professions = models.JSONField(default=list)
    merit = models.PositiveSmallIntegerField(
        default=0, help_text="Evidence that it works, from 0 to 100; breaks ties in search"
    )
    verifiable = models.PositiveSmallIntegerField(
        default=0, help_text="How many of 100 criteria a program decides; lists can be ordered by it"
    )
    indexed_as = models.CharField(
        max_length=80, blank=True, help_text="Which release is in the search index, made by which rules"
    )
    updated_at = models.DateTimeField(null=True)

    objects = PublicPacks()
    every = models.Manager["Pack"]()

    class Meta:
        """The list of the catalogue is read in each of its orders from an index alone."""

        constraints = (models.CheckConstraint(condition=~Q(name=""), name="pack_has_name"),)
        indexes = (
            models.Index(
                fields=("-updated_at", "name", "visibility"),
                name="pack_newest_first",
                condition=Q(latest__isnull=False),
            ),
            models.Index(
                fields=("-verifiable", "-updated_at", "name", "visibility"),
                name="pack_most_verifiable_first",
                condition=Q(latest__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_private(self) -> bool:
        """Whether only the members of its publisher see it."""
        return self.visibility == self.Visibility.PRIVATE
