"""Collections: packs that the staff of the registry put together for a purpose."""

from django.db import models

from registry.models.pack import Pack


class Collection(models.Model):
    """A choice of packs under a title; the staff edit it in the admin."""

    slug = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower ones are shown first")
    packs = models.ManyToManyField(Pack, through="CollectionItem", related_name="collections")

    class Meta:
        """In the order of the staff."""

        ordering = ("position", "title")

    def __str__(self) -> str:
        return self.title


class CollectionItem(models.Model):
    """A pack in a collection, and why it is there."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        """A pack is in a collection once."""

        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("collection", "pack"), name="pack_once_in_a_collection"),
        )

    def __str__(self) -> str:
        return f"{self.pack_id} in {self.collection_id}"
