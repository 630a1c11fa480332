"""The texts that an interview had before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reader.models.interview import Interview
from reader.receipts import Receipt, receipt_from


class Reason(models.TextChoices):
    """Why a text was replaced."""

    EDIT = "edit", _("Corrected")
    REIMPORT = "reimport", _("Imported again")
    RESTORED = "restored", _("Restored")
    SUGGESTED = "suggested", _("Suggested correction accepted")


class Revision(models.Model):
    """A text that an interview had once, kept when another took its place.

    `number` counts the texts; `by`, `reason`, `credit` and `receipt` belong to the change that ended this
    one.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    credit = models.CharField(max_length=300, blank=True, help_text="who had suggested it, by name")
    text = models.BinaryField(help_text="the draft as reader.drafts writes it, compressed")
    receipt = models.JSONField(default=list, help_text="what became of the notes")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="revision_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.interview_id}, {self.number}"

    @property
    def receipts(self) -> list[Receipt]:
        return [receipt_from(data) for data in self.receipt]
