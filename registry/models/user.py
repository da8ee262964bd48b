"""The person or program that signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Django's user, whether notices go to their mail, and whether they are told of every advisory."""

    wants_mail = models.BooleanField(default=True)
    wants_advisories = models.BooleanField(default=False)
