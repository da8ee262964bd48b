"""The person or program that signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Django's user, whether notices go to their mail, and whether they are told of every advisory.

    Who is not active was shut out by the staff, or has closed the account by themselves at `closed_at`.
    """

    wants_mail = models.BooleanField(default=True)
    wants_advisories = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, editable=False)
