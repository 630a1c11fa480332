"""What a new text did to the notes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.models.annotation import Annotation
from annotations.owned_queries import FateQuerySet
from reader.models import Interview


class Fate(models.Model):
    """What a new text did to an annotation: its words are others now, or (`after` is empty) gone.

    Its owner is told once.
    """

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="fates")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField(help_text="the text that did it")
    before = models.TextField()
    after = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    told = models.DateTimeField(null=True, blank=True, help_text="when its owner took note")

    objects = FateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "annotation", "revision"], name="fate_once_a_revision"
            ),
            models.CheckConstraint(condition=~Q(before=""), name="fate_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} in {self.revision}"
