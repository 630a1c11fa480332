"""Words under which readers file what they marked."""

import unicodedata

from django.db import models
from django.db.models import Q
from django.urls import reverse

from annotations.owned_queries import TagQuerySet
from reader.models import Interview

LONGEST_TAG = 50


def tag_key(name: str) -> str:
    """What makes two tags the same: neither case nor the way an accent is written."""
    return unicodedata.normalize("NFKC", " ".join(name.split()).removeprefix("#")).casefold()


class Tag(models.Model):
    """One word or more, as it was first typed; `key` (see `tag_key`) tells tags apart."""

    name = models.CharField(max_length=LONGEST_TAG)
    key = models.CharField(max_length=LONGEST_TAG * 3, unique=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="tag_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:tag", args=[self.name])


class Tagging(models.Model):
    """That an annotation has a tag. The interview is its annotation's."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    annotation = models.ForeignKey("annotations.Annotation", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "annotation", "tag"], name="tagging_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.annotation_id}"
