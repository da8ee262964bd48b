"""Publishers: the people and organisations under whose names packs appear."""

from django.conf import settings
from django.db import models


class Publisher(models.Model):
    """A person or organisation that publishes packs."""

    handle = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="publishers"
    )

    class Meta:
        """A handle is never empty."""

        constraints = (models.CheckConstraint(condition=~models.Q(handle=""), name="publisher_has_handle"),)

    def __str__(self) -> str:
        return self.handle


class Membership(models.Model):
    """What a user may do for a publisher.

    A member submits and yanks, a maintainer also invites members, an owner also gives roles and removes
    people.
    """

    class Role(models.TextChoices):
        """The roles, the mightiest first."""

        OWNER = "owner"
        MAINTAINER = "maintainer"
        MEMBER = "member"

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A user has one role for a publisher."""

        constraints = (
            models.UniqueConstraint(fields=("publisher", "user"), name="one_role_for_a_publisher"),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.publisher}"
