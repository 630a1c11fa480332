"""Old comments from a file, kept while their owner imports them page by page."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from reader.ids import uuid7
from reader.models import Interview

# So long a file is kept of which nothing is imported.
KEPT = timedelta(days=30)


class CommentFileQuerySet(models.QuerySet["CommentFile"]):
    def kept_for(self, user: models.Model) -> "CommentFileQuerySet":
        """This person's, unless nobody came back to it for too long."""
        return self.filter(owner=user.pk, used__gte=timezone.now() - KEPT)

    def late(self) -> "CommentFileQuerySet":
        """Those to be forgotten."""
        return self.filter(used__lt=timezone.now() - KEPT)


class CommentFile(models.Model):
    """What was read from one file. Each account has one at most; nobody else sees it."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_file")
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(
        default=timezone.now, db_index=True, help_text="when it came, or something of it was last imported"
    )
    name = models.CharField(max_length=255, help_text="of the file")
    interview = models.ForeignKey(
        Interview,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="the one that it was brought for",
    )
    comments = models.BinaryField(help_text="as annotations.old_comments.keeping writes them, compressed")

    objects = CommentFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:comment_file", args=[self.uid])

    @property
    def kept_until(self) -> datetime:
        return self.used + KEPT
