"""Grants: an account that belongs to no publisher of a private pack reads it nevertheless."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.pack import Pack


class Grant(models.Model):
    """That a guest reads a private pack, for good or up to a day. It can be ended, and then stays ended.

    The reference is the name that whoever grants has for it, such as an invoice's number: what is said of it
    again is about the same grant. One that was ended before it was made has nobody's name, and is never made.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="grants")
    reference = models.CharField(max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="grants"
    )
    until = models.DateField(null=True, help_text="The last day, in UTC; empty for good")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A reference is one grant, and an open grant is somebody's."""

        constraints = (
            models.UniqueConstraint(fields=("pack", "reference"), name="one_grant_for_a_reference"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(ended_at__isnull=False), name="open_grant_is_somebodys"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} of {self.pack} to {self.user}"
