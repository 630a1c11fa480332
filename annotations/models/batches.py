"""Changes of many notes at once, kept so that they can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from annotations.models.people import Guest, one_owner
from annotations.owned_queries import BatchQuerySet
from reader.ids import uuid7


class Batch(models.Model):
    """What one change of a reader's notes did to each of them, as annotations.notebook.batches writes it."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="batches"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="batches")
    created = models.DateTimeField(default=timezone.now, editable=False)
    before = models.JSONField(help_text="what has to be put back")
    undone = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [one_owner("batch_of_account_or_guest")]

    def __str__(self) -> str:
        return str(self.uid)
