"""The person or program that signs in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Django's user, under a name of our own.

    It adds nothing yet. It exists because a project cannot change its user model once it has data.
    """
