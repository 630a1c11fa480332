"""Texts that are being corrected."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reader.ids import uuid7
from reader.models.interview import Interview


class ProofQuerySet(models.QuerySet["Proof"]):
    def open_by(self, user: "AnonymousUser | models.Model") -> "ProofQuerySet":
        """Those that this person is at, the latest first; without the files that they came from."""
        return self.filter(owner=user.pk).defer("source").select_related("interview")


class Proof(models.Model):
    """A text on its way to the readers: what was read from a source, as far as a person has corrected it.

    Either of an interview to be, or of one that is there (then `revision` is the one that it began
    with). Nobody but its owner sees it.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proofs")
    interview = models.ForeignKey(Interview, models.CASCADE, null=True, blank=True, related_name="proofs")
    revision = models.PositiveIntegerField(null=True, blank=True)
    draft = models.JSONField(help_text="as reader.drafts writes it")
    source = models.BinaryField(help_text="the file as it came; empty for an interview that is there")
    source_name = models.CharField(max_length=255, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, help_text="counts the corrections")

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["-modified"]
        constraints = [
            models.CheckConstraint(
                condition=Q(interview__isnull=True, revision__isnull=True)
                | Q(interview__isnull=False, revision__isnull=False),
                name="proof_of_an_interview_knows_its_revision",
            ),
            models.UniqueConstraint(fields=["owner", "interview"], name="proof_once_for_an_interview"),
        ]

    def __str__(self) -> str:
        return str(self.draft.get("title") or self.source_name)

    def get_absolute_url(self) -> str:
        return reverse("reader:proof", args=[self.uid])


class Correction(models.Model):
    """One step in correcting a proof, kept so that it can be taken back."""

    proof = models.ForeignKey(Proof, models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField()
    back = models.JSONField(help_text="what has to be put back, as reader.proofs writes it")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proof", "number"], name="correction_number_once")]

    def __str__(self) -> str:
        return f"{self.proof_id}, {self.number}"
