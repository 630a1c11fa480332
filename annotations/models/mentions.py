"""Who is named in a comment."""

from django.conf import settings
from django.db import models

from annotations.models.annotation import Annotation
from reader.models import Interview


class Mention(models.Model):
    """That an annotation's words name this account. The interview is its annotation's."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "annotation", "person"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.annotation_id}"
