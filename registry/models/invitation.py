"""Invitations: a publisher asks a person to join it."""

from django.conf import settings
from django.db import models

from registry.models.publisher import Membership, Publisher


class Invitation(models.Model):
    """An open invitation; it goes when it is accepted, declined or taken back."""

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Membership.Role.choices)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A person is invited once at a time."""

        constraints = (
            models.UniqueConstraint(fields=("publisher", "user"), name="one_invitation_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.user} to {self.publisher} as {self.role}"
