"""Old comments from a file, kept until somebody has looked at what would become of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from reader.ids import uuid7
from reader.models import Interview


class CommentFile(models.Model):
    """What was read from one file. Each account has one at most; nobody else sees it."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_file")
    created = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=255, help_text="of the file")
    interview = models.ForeignKey(
        Interview,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="the only one it is for",
    )
    comments = models.BinaryField(help_text="as annotations.kept_comments writes them, compressed")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:comment_file", args=[self.uid])
