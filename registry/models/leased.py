"""Work that one worker at a time holds."""

from typing import ClassVar

from django.db import models


class Leased(models.Model):
    """Something that a worker holds by a lease: `claimed_until` says how long, `attempt` which one.

    A worker that comes back after its lease ran out finds another `attempt` and can write nothing. `status`
    is a field of each model; the others of its values are ends.
    """

    WAITS: ClassVar[str]
    """The status in which it waits for a worker."""
    IS_HELD: ClassVar[str]
    """The status in which a worker is at it, or was when it died."""

    attempt = models.PositiveIntegerField(default=0, help_text="Counts leases: tells a late worker apart")
    tries = models.PositiveIntegerField(default=0, help_text="Leases since it was last queued by a person")
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.status not in (self.WAITS, self.IS_HELD)
