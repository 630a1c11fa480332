"""How far readers are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.models.people import Guest, one_owner
from annotations.owned_queries import PlaceQuerySet
from reader.models import Block, Interview


class Place(models.Model):
    """How far a reader is in an interview. One for each; a reader who goes back keeps what they have read."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="places"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="places")
    block = models.ForeignKey(Block, models.SET_NULL, null=True, blank=True, related_name="+")
    percent = models.PositiveSmallIntegerField(default=0, help_text="of the text, as far as ever read")
    finished = models.DateTimeField(null=True, blank=True, help_text="when the end was first reached")
    modified = models.DateTimeField(default=timezone.now, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("place_of_account_or_guest"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="place_percent_at_most_100"),
            models.UniqueConstraint(fields=["creator", "interview"], name="place_of_account_once"),
            models.UniqueConstraint(fields=["guest", "interview"], name="place_of_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % of {self.interview_id}"
