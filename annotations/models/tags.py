"""Words under which readers file what they marked."""

import unicodedata

from django.db import models
from django.db.models import Q

from annotations.owned_queries import TagQuerySet
from reader.models import Interview

LONGEST_TAG = 50


def tag_key(name: str) -> str:
    """What makes two tags the same: neither case nor the way an accent is written."""
    return unicodedata.normalize("NFKC", " ".join(name.split()).removeprefix("#")).casefold()


class Tag(models.Model):
    """One word or more, as it was typed. Spellings of the same `key` (see `tag_key`) are the same tag.

    Each note keeps the spelling of who tagged it: one for all would tell that somebody has used it.
    """

    name = models.CharField(max_length=LONGEST_TAG)
    key = models.CharField(max_length=LONGEST_TAG * 3, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="tag_has_name"),
            models.UniqueConstraint(fields=["key", "name"], name="tag_spelled_so_once"),
        ]

    def __str__(self) -> str:
        return self.name


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
