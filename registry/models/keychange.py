"""Changes of the key that signs the index."""

from django.db import models


class KeyChange(models.Model):
    """One key followed another.

    `document` is the handover that both have signed; it is empty where the old key was stolen or lost and so
    could introduce none. Until the change is `settled`, documents that the old key has signed are still
    served and believed, but for a stolen one.
    """

    old_key = models.CharField(max_length=64, unique=True, help_text="The id of the key that was given up")
    new_key = models.CharField(max_length=64, unique=True)
    document = models.BinaryField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.old_key} → {self.new_key}"
