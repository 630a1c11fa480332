"""Which link sets a forgotten password anew."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ResetLink(models.Model):
    """That a link was asked for: the newest of an account's is good. Of the link only a digest is kept.

    Without an account it was asked for an address that nobody has confirmed: then the same is written, so
    that it takes the same time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the link's token, in hex")
    created = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    def __str__(self) -> str:
        return f"of {self.created}"
