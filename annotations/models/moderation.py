"""What keeps a site in order: flags of readers, bans, and the trail of what the moderation did."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.people import Guest, name_of, one_owner
from annotations.moderation.queries import BanQuerySet, EntryQuerySet, FlagQuerySet
from reader.ids import uuid7
from reader.models import Interview


class Verb(models.TextChoices):
    """What a moderator can do to a note or its author."""

    APPROVE = "approve", _("approved")
    HIDE = "hide", _("hid")
    DELETE = "delete", _("deleted")
    BLOCK = "block", _("blocked the author")
    UNBLOCK = "unblock", _("unblocked the author")
    UNDO = "undo", _("took back")


class ModerationEntry(models.Model):
    """One line of the trail: who did what to which note, when and why. Written once, never changed.

    `batch` names all that was done at once; `before` is what the note was, so that it can be taken back.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    batch = models.UUIDField(default=uuid7, editable=False, db_index=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=10, choices=Verb)
    interview = models.ForeignKey(Interview, models.SET_NULL, null=True, related_name="+")
    annotation = models.ForeignKey(Annotation, models.SET_NULL, null=True, related_name="moderation")
    note = models.UUIDField(help_text="the note's uid, also when it is gone")
    author = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Moderation entry")
        verbose_name_plural = _("Moderation entries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="moderation_verb_known"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_verb_display()}: {self.author}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A line of the trail is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A line of the trail stays.")


class Complaint(models.TextChoices):
    """Why a reader flags a note."""

    SPAM = "spam", _("Advertising or spam")
    INSULT = "insult", _("Insulting or hateful")
    PRIVATE = "private", _("Reveals something private")
    RIGHTS = "rights", _("Breaks the law or somebody’s rights")
    OFF_TOPIC = "off-topic", _("Has nothing to do with the interview")
    OTHER = "other", _("Something else")


class Flag(models.Model):
    """That a reader asks the moderation to look at a note. `settled` is the entry that answered it."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="flags")
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True)
    complaint = models.CharField(max_length=10, choices=Complaint)
    words = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    settled = models.ForeignKey(ModerationEntry, models.SET_NULL, null=True, blank=True, related_name="flags")

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("flag_by_account_or_guest"),
            models.CheckConstraint(condition=Q(complaint__in=Complaint.values), name="flag_complaint_known"),
            models.UniqueConstraint(
                fields=["interview", "annotation", "creator"], name="flag_once_an_account"
            ),
            models.UniqueConstraint(fields=["interview", "annotation", "guest"], name="flag_once_a_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_complaint_display()}: {self.annotation_id}"

    @property
    def author(self) -> str:
        return name_of(self)


class Ban(models.Model):
    """That somebody may read here, but not write. A guest's address is banned with them, until `until`."""

    creator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="ban"
    )
    guest = models.OneToOneField(Guest, models.CASCADE, null=True, blank=True, related_name="ban")
    address = models.CharField(max_length=64, blank=True, db_index=True, help_text="as annotations.bans")
    until = models.DateTimeField(null=True, blank=True, help_text="how long the address is banned")
    created = models.DateTimeField(default=timezone.now, editable=False)
    entry = models.ForeignKey(ModerationEntry, models.SET_NULL, null=True, blank=True, related_name="bans")

    objects = BanQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("ban_of_account_or_guest"),
            models.CheckConstraint(
                condition=Q(address="", until__isnull=True) | (~Q(address="") & Q(until__isnull=False)),
                name="ban_of_an_address_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.author

    @property
    def author(self) -> str:
        return name_of(self)
