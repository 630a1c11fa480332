"""What the four colours mean to a reader."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.annotation import Colour
from annotations.models.people import Guest, one_owner
from annotations.owned_queries import MeaningQuerySet

LONGEST_MEANING = 40


class ColourMeaning(models.Model):
    """What a reader marks in this colour, in their words. A colour without a meaning has no row."""

    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="meanings"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="meanings")
    colour = models.CharField(max_length=1, choices=Colour)
    words = models.CharField(max_length=LONGEST_MEANING)

    objects = MeaningQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("meaning_of_account_or_guest"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="meaning_colour_known"),
            models.CheckConstraint(condition=~Q(words=""), name="meaning_has_words"),
            models.UniqueConstraint(fields=["creator", "colour"], name="meaning_of_account_once"),
            models.UniqueConstraint(fields=["guest", "colour"], name="meaning_of_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.colour}: {self.words}"
