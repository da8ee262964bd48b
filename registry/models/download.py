"""How often a release was fetched, without keeping who fetched it."""

from django.db import models

from registry.models.release import Release


class DownloadDay(models.Model):
    """The downloads of a release on one day, each network counted once."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="download_days")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """Read by release and by day."""

        constraints = (models.UniqueConstraint(fields=("release", "day"), name="one_count_for_a_day"),)
        indexes = (models.Index(fields=("day", "release"), name="downloads_by_day"),)

    def __str__(self) -> str:
        return f"{self.release_id} on {self.day}: {self.count}"


class DownloadSeen(models.Model):
    """That one network fetched one archive on one day, as a keyed digest; kept until the day is over."""

    day = models.DateField(db_index=True)
    mark = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return self.mark
