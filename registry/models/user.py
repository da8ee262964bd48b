"""The person or program that signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Django's user, and whether notices go to their mail."""

    wants_mail = models.BooleanField(default=True)
