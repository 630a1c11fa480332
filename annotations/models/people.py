"""Who writes without an account, and that every row has one owner."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from reader.ids import uuid7


class Guest(models.Model):
    """A reader without an account who gave a name; a cookie in their browser names the `uid`.

    Or one who had an account and left: then no browser does, and the name is nobody's.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80)
    created = models.DateTimeField(auto_now_add=True)
    left = models.BooleanField(default=False, help_text="stands for an account that was deleted")
    address = models.CharField(
        max_length=64, blank=True, editable=False, help_text="from where it last wrote, as annotations.bans"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="guest_has_name")]

    def __str__(self) -> str:
        return _("deleted reader") if self.left else self.name


def name_of(row: Any) -> str:
    """The name under which whoever owns this row is known here."""
    return row.creator.get_username() if row.creator is not None else str(row.guest)


def one_owner(name: str) -> models.CheckConstraint:
    """The constraint of this name: an account or a guest, never both."""
    return models.CheckConstraint(
        condition=Q(creator__isnull=False, guest__isnull=True) | Q(creator__isnull=True, guest__isnull=False),
        name=name,
    )
