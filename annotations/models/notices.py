"""What readers are told of: replies, mentions, comments on their interviews, what became of their notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.people import Guest, one_owner
from annotations.notices.queries import VERDICTS, MuteQuerySet, NoticeQuerySet
from reader.ids import uuid7
from reader.models import Interview


class Kind(models.TextChoices):
    """Why somebody is told. Where there are several reasons, the first of them."""

    MENTION = "mention", _("Mention")
    REPLY = "reply", _("Reply")
    THREAD = "thread", _("Reply in a thread")
    COMMENT = "comment", _("Comment on an interview")
    # What the moderation did, told to the note's author.
    APPROVED = "approved", _("Approved by the moderation")
    HIDDEN = "hidden", _("Hidden by the moderation")
    REMOVED = "removed", _("Deleted by the moderation")
    # What became of a correction, told to whoever suggested it.
    ACCEPTED = "accepted", _("Correction accepted")
    DECLINED = "declined", _("Correction declined")
    OUTDATED = "outdated", _("Correction outdated")
    REOPENED = "reopened", _("Correction open again")


class Notice(models.Model):
    """That somebody (`creator` or `guest`) is told of an annotation, once.

    It is shown and mailed only while they may see the annotation; what the moderation did to their own, or
    what became of their suggestion, as long as it holds. `due` is when it is to be mailed next;
    it is empty where no mail is wanted any more.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="notices")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    created = models.DateTimeField(default=timezone.now, editable=False)
    seen = models.DateTimeField(null=True, blank=True)
    due = models.DateTimeField(null=True, blank=True, help_text="when it is to be mailed")
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often mailing it failed")
    mailed = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("notice_to_account_or_guest"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notice_kind_known"),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(mailed__isnull=True), name="notice_mailed_once"
            ),
            models.UniqueConstraint(
                fields=["interview", "annotation", "creator"], name="notice_to_account_once"
            ),
            models.UniqueConstraint(fields=["interview", "annotation", "guest"], name="notice_to_guest_once"),
        ]
        indexes = [
            models.Index(fields=["creator", "seen"], name="notice_of_account"),
            models.Index(fields=["guest", "seen"], name="notice_of_guest"),
            models.Index(fields=["due"], condition=Q(due__isnull=False), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def is_verdict(self) -> bool:
        """Whether it tells an author what the moderation did, or what became of a suggestion."""
        return self.kind in VERDICTS

    @property
    def passage(self) -> str:
        """The words that the note, or its thread, is about; where a new text has others, those it had."""
        if self.kind in (Kind.ACCEPTED, Kind.OUTDATED):
            return self.annotation.suggestion.before
        return (self.annotation.root or self.annotation).exact


class Mute(models.Model):
    """That a reader wants to hear no more of a thread; `root` is the note that it begins with."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    root = models.ForeignKey(Annotation, models.CASCADE, related_name="mutes")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="mutes"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="mutes")
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("mute_by_account_or_guest"),
            models.UniqueConstraint(fields=["interview", "root", "creator"], name="mute_by_account_once"),
            models.UniqueConstraint(fields=["interview", "root", "guest"], name="mute_by_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.root_id}"
