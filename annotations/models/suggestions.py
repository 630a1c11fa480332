"""Other words that readers suggest for a passage, and what became of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.people import Guest, one_owner
from annotations.owned_queries import SupportQuerySet
from reader.models import Interview
from reader.wording import compare

# How a reader's own support is named beside their reactions.
SUPPORT = "support"


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OUTDATED = "outdated", _("Outdated")


class Suggestion(models.Model):
    """What an annotation with the motivation `editing` suggests: `words` in the place of `before`.

    The annotation holds the passage and the reason (its body). A suggestion is outdated where the text
    does not say `before` in its place any more. `decided`, `decided_by` and `reply` belong to the
    status; `revision` is the text that it made. What became of it `elsewhere` only its author's file says:
    it has changed no text here, and nobody here has decided it.
    """

    annotation = models.OneToOneField(Annotation, models.CASCADE, related_name="suggestion")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    before = models.TextField(help_text="the words as they were when it was made")
    words = models.TextField(help_text="how they should be")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reply = models.TextField(blank=True, help_text="why it was declined")
    revision = models.PositiveIntegerField(null=True, blank=True)
    elsewhere = models.BooleanField(default=False, help_text="decided where it was imported from")
    supporters = models.PositiveIntegerField(default=0, help_text="how many others would do the same")

    UNDECIDED: ClassVar[dict[str, object]] = {
        "status": Status.OPEN,
        "decided": None,
        "decided_by": None,
        "reply": "",
        "revision": None,
        "elsewhere": False,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="suggestion_status_known"),
            models.CheckConstraint(
                condition=~Q(before="") & ~Q(words="") & ~Q(before=models.F("words")),
                name="suggestion_changes_words",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN, decided__isnull=True, decided_by__isnull=True)
                | ~Q(status=Status.OPEN) & Q(decided__isnull=False),
                name="suggestion_decided_unless_open",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ACCEPTED, revision__isnull=False)
                | (~Q(status=Status.ACCEPTED) | Q(elsewhere=True)) & Q(revision__isnull=True),
                name="suggestion_accepted_made_a_text",
            ),
            models.CheckConstraint(
                condition=Q(elsewhere=False)
                | ~Q(status=Status.OPEN) & Q(decided_by__isnull=True, revision__isnull=True),
                name="suggestion_decided_here_or_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(reply="") | Q(status=Status.DECLINED), name="suggestion_reply_says_why_not"
            ),
        ]
        indexes = [models.Index(fields=["interview", "status"], name="suggestion_of_interview")]

    def __str__(self) -> str:
        return f"{self.before} → {self.words}"

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def sentence(self) -> str:
        """What it suggests, said where the passage stands beside it."""
        return gettext("Suggested: “%s”") % self.words

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Both wordings in one, word by word: texts that are the `same`, go `out`, or come `in`."""
        return compare(self.before, self.words)


class Support(models.Model):
    """That somebody else would change the passage in the same way."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="supports")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="+")

    objects = SupportQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("support_by_account_or_guest"),
            models.UniqueConstraint(
                fields=["interview", "suggestion", "creator"], name="support_once_an_account"
            ),
            models.UniqueConstraint(fields=["interview", "suggestion", "guest"], name="support_once_a_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.creator_id or self.guest_id} for {self.suggestion_id}"
