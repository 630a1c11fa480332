"""Which notices, muted threads and ways of being told there are for whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from annotations.owned_queries import OwnedQuerySet
from reader.models import Interview

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User

    from annotations.models import Annotation, Contact, Guest, Notice
    from annotations.readers import Reader


# The kinds of those that tell an author what became of a suggestion, with the status that it has then …
DECISIONS = {"accepted": "accepted", "declined": "declined", "outdated": "outdated", "reopened": "open"}
# … and these, or what the moderation did to a note.
VERDICTS = ("approved", "hidden", "removed", *DECISIONS)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, reader: "Reader") -> "NoticeQuerySet":
        """Those of this reader's whose annotations they may see, now.

        What the moderation did to their own, and what was decided on it: those that still hold.
        """
        readable = Interview.objects.readable_by(reader.user or AnonymousUser())
        # Looked up for each of theirs: all that they may see is far more.
        return self.filter(reader.owns_q(), Exists(readable.filter(pk=OuterRef("interview"))), _holds(reader))

    def unread(self) -> "NoticeQuerySet":
        return self.filter(seen__isnull=True)

    def see(self) -> int:
        """They have been read: nothing is mailed of them any more. Returns how many it were."""
        return self.unread().update(seen=timezone.now(), due=None)

    def in_order(self) -> "NoticeQuerySet":
        """Unread ones first, then the latest."""
        return self.order_by(F("seen").desc(nulls_first=True), "-pk")

    def to_authors_of(self, annotations: Iterable["Annotation"]) -> "NoticeQuerySet":
        """What those who wrote these are told of them."""
        author = Q(creator=F("annotation__creator")) | Q(guest=F("annotation__guest"))
        return self.filter(author, annotation__in=[annotation.pk for annotation in annotations])

    def latest_uid(self) -> "UUID | None":
        """The uid up to which there are any."""
        return self.order_by("-uid").values_list("uid", flat=True).first()

    def due(self, now: datetime) -> "NoticeQuerySet":
        """Those to be mailed by now."""
        return self.filter(due__lte=now)

    def with_notes(self) -> "NoticeQuerySet":
        """With everything that a list or a mail shows of them."""
        note = ("creator", "guest", "root", "suggestion")
        return self.select_related("interview", *(f"annotation__{name}" for name in note)).defer(
            "interview__source"
        )

    def with_place(self) -> "NoticeQuerySet":
        """With where on a page the note is."""
        return self.select_related("annotation__interview", "annotation__root", "annotation__start_block")

    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Give the guest's notices to the account; nobody is told of what is now their own."""
        own = self.filter(Q(guest=guest) | Q(creator=user), annotation__creator=user)
        own.exclude(kind__in=VERDICTS).delete()
        kept = self.filter(creator=user).values("annotation")
        self.filter(guest=guest).exclude(annotation__in=kept).update(creator=user, guest=None)


def _holds(reader: "Reader") -> Q:
    annotations = apps.get_model("annotations", "Annotation").objects
    visible = annotations.visible_to(reader).present().filter(pk=OuterRef("annotation"))
    for_all = Q(annotation__visibility="public", annotation__standing="visible")
    hidden = Q(annotation__standing="hidden")
    removed = Q(kind="removed", annotation__deleted__isnull=False)
    still = Q(kind="approved") & for_all | Q(kind="hidden") & hidden | ~Q(kind__in=VERDICTS)
    for kind, status in DECISIONS.items():
        still |= Q(kind=kind, annotation__suggestion__status=status)
    return Exists(visible) & still | removed & hidden


class MuteQuerySet(OwnedQuerySet):
    def shown_to(self, reader: "Reader") -> "MuteQuerySet":
        """This reader's own of threads that they may see, now."""
        readable = Interview.objects.readable_by(reader.user or AnonymousUser()).values("pk")
        visible = apps.get_model("annotations", "Annotation").objects.visible_to(reader).present()
        return self.by(reader).filter(interview__in=readable, root__in=visible.values("pk"))

    def set(self, root: "Annotation", reader: "Reader", *, muted: bool) -> None:
        """Let this reader hear no more of the thread, or hear of it again."""
        if muted:
            self.get_or_create(root=root, interview=root.interview, **reader.as_owner())
        else:
            self.by(reader).filter(root=root).delete()

    def hand_over(self, guest: "Guest", user: "User") -> None:
        kept = self.filter(creator=user).values("root")
        self.filter(guest=guest).exclude(root__in=kept).update(creator=user, guest=None)


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, reader: "Reader") -> "Contact":
        """This reader's; where there is none yet, a new one that is not stored."""
        return self.filter(reader.owns_q()).first() or self.model(**reader.as_owner())

    def ask(self, guest: "Guest", address: str, language: str) -> None:
        """Ask at this address whether it is the guest's; until that is confirmed nothing else goes there."""
        contact, _new = self.get_or_create(guest=guest)
        if (contact.address, bool(contact.confirmed)) != (address, True):
            contact.address, contact.confirmed = address, None
            contact.due, contact.tries = timezone.now(), 0
        contact.language = language
        contact.save()

    def hand_over(self, guest: "Guest", user: "User") -> None:
        """How often the guest wanted mail holds for the account, unless that has its own choice.

        The address stays behind: an account's is confirmed in its own way.
        """
        if not self.filter(creator=user).exists():
            blank = {"address": "", "confirmed": None, "due": None}
            self.filter(guest=guest).update(creator=user, guest=None, **blank)
