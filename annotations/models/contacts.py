"""How a reader wants to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.people import Guest, one_owner
from annotations.notices.queries import ContactQuerySet
from reader.ids import uuid7


class Frequency(models.TextChoices):
    INSTANT = "instant", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("never")


class Contact(models.Model):
    """How often an account or a guest gets mail, and in which language.

    Only a guest's address stands here, an account has its own. Nothing but the question whether it is
    theirs is sent to it until it is `confirmed`; `due` is when that is to be asked (again).
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    creator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="contact"
    )
    guest = models.OneToOneField(Guest, models.CASCADE, null=True, blank=True, related_name="contact")
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.INSTANT)
    language = models.CharField(max_length=10, blank=True, help_text="of the mails")
    address = models.EmailField(max_length=254, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)
    due = models.DateTimeField(null=True, blank=True, help_text="when to ask whether the address is theirs")
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("contact_of_account_or_guest"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="contact_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(guest__isnull=False) | Q(address="", confirmed__isnull=True, due__isnull=True),
                name="contact_address_of_guests_only",
            ),
            models.CheckConstraint(
                condition=~Q(address="") | Q(confirmed__isnull=True, due__isnull=True),
                name="contact_confirmed_has_address",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(due__isnull=False), name="contact_to_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.frequency} {self.uid}"
