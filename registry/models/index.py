"""The signed index, as it is served."""

from django.db import models


class IndexDocument(models.Model):
    """The exact bytes of one signed document; its address is `/index/v1/<name>.jsonl`.

    The database holds the truth, so that any number of web processes serve the same; the store holds a copy
    for a static server, which is behind while `mirrored_serial` is below `serial`.
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
    signed_at = models.DateTimeField(db_index=True)
    mirrored_serial = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} #{self.serial}"
