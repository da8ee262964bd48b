"""Notices: what somebody is told of, because they follow it or because it is theirs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.pack import Pack
from registry.models.publisher import Publisher


class Subscription(models.Model):
    """That a person follows a pack, or everything of a publisher."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, null=True, related_name="subscriptions")
    publisher = models.ForeignKey(
        Publisher, on_delete=models.CASCADE, null=True, related_name="subscriptions"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One follows each thing once."""

        constraints = (
            models.CheckConstraint(
                condition=Q(pack__isnull=True) ^ Q(publisher__isnull=True), name="follows_one_thing"
            ),
            models.UniqueConstraint(fields=("user", "pack"), name="follows_a_pack_once"),
            models.UniqueConstraint(fields=("user", "publisher"), name="follows_a_publisher_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} follows {self.pack or self.publisher}"


class Notice(models.Model):
    """One thing that one person is told: in the list, in their feed, and by mail unless they want none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(max_length=64, help_text="Such as `publish:12`; told to each person once")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, help_text="Where it leads to on the site")
    private_to = models.ForeignKey(
        Publisher,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="Whose members alone may still read it",
    )
    guests_of = models.ForeignKey(
        Pack,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="Whose guests may still read it too",
    )
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        """Shown newest first."""

        constraints = (models.UniqueConstraint(fields=("user", "event"), name="told_once"),)
        indexes = (models.Index(fields=("user", "-at"), name="notice_newest_first"),)

    def __str__(self) -> str:
        return f"{self.event} to {self.user}"
