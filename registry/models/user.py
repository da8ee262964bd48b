"""The person or program that signs in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class User(AbstractUser):
    """Django's user, whether and when notices go to their mail, and whether they are told of every advisory.

    Who is not active was shut out by the staff, or has closed the account by themselves at `closed_at`.
    """

    class News(models.TextChoices):
        """When mail tells of news: each by itself, all of a week in one recap, or not at all."""

        AT_ONCE = "at once"
        WEEKLY = "weekly"
        NEVER = "never"

    wants_mail = models.BooleanField(default=True)
    wants_advisories = models.BooleanField(default=False)
    news = models.CharField(max_length=7, choices=News.choices, default=News.AT_ONCE)
    recap_due = models.DateTimeField(
        null=True, editable=False, db_index=True, help_text="When the next recap is sent, if one is"
    )
    recap_from = models.DateTimeField(
        null=True, editable=False, help_text="What happened before was told, or by itself"
    )
    refused_address = models.EmailField(
        blank=True, editable=False, help_text="At which nobody gets mail, as the mail server said"
    )
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta(AbstractUser.Meta):
        """A recap is sent only to whoever has chosen that, and always says since when."""

        constraints: ClassVar = (
            models.CheckConstraint(
                condition=Q(recap_due__isnull=True, recap_from__isnull=True)
                | Q(recap_due__isnull=False, recap_from__isnull=False, wants_mail=True, news="weekly"),
                name="recaps_are_chosen",
            ),
        )

    @property
    def mail_rests(self) -> bool:
        """Whether no notice goes to their address because the mail server said that nobody is there."""
        return bool(self.email) and self.refused_address == self.email
