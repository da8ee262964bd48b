"""The signed index, as it is served."""

from django.db import models

from registry.models.publisher import Publisher


class IndexDocument(models.Model):
    """The exact bytes of one signed document; its address is `/index/v1/<name>.jsonl`.

    The database holds the truth, so that any number of web processes serve the same; the store holds a copy
    for a static server, which is behind while `mirrored_serial` is below `serial`. The document of a private
    pack names the publisher whose members and guests read it, and is never copied.
    """

    name = models.CharField(
        max_length=80, unique=True, help_text="`root`, or `packs/` and the name of a pack"
    )
    serial = models.PositiveBigIntegerField()
    etag = models.CharField(max_length=40)
    body = models.BinaryField()
    requires = models.TextField(
        blank=True, help_text="Names that any of the releases requires, joined by blanks"
    )
    private_to = models.ForeignKey(Publisher, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(db_index=True)
    mirrored_serial = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} #{self.serial}"
