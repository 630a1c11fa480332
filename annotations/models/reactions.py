"""What readers say about a note without words: a reaction, or that its thread is resolved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from annotations.models.people import Guest, name_of, one_owner
from annotations.owned_queries import ReactionQuerySet, ResolutionQuerySet
from reader.models import Interview


class Emoji(models.TextChoices):
    """The few reactions there are, with their names. What is kept is the name: pictures change."""

    LIKE = "like", pgettext_lazy("reaction", "Agree")
    LOVE = "love", pgettext_lazy("reaction", "Love it")
    IDEA = "idea", pgettext_lazy("reaction", "Enlightening")
    LAUGH = "laugh", pgettext_lazy("reaction", "Funny")
    DOUBT = "doubt", pgettext_lazy("reaction", "Doubtful")

    @property
    def picture(self) -> str:
        return PICTURES[self.value]


PICTURES = {"like": "👍", "love": "❤️", "idea": "💡", "laugh": "😄", "doubt": "🤔"}


class Reaction(models.Model):
    """A reader's reaction to an annotation: each emoji once. The interview is the annotation's.

    How many there are of each stands with the annotation itself, counted anew with every change.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    annotation = models.ForeignKey("annotations.Annotation", models.CASCADE, related_name="reactions")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="reactions"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="reactions")
    emoji = models.CharField(max_length=10, choices=Emoji)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("reaction_by_account_or_guest"),
            models.CheckConstraint(condition=Q(emoji__in=Emoji.values), name="reaction_emoji_known"),
            models.UniqueConstraint(
                fields=["interview", "annotation", "creator", "emoji"], name="reaction_of_account_once"
            ),
            models.UniqueConstraint(
                fields=["interview", "annotation", "guest", "emoji"], name="reaction_of_guest_once"
            ),
        ]
        indexes = [
            # A page asks for all of its reader's.
            models.Index(fields=["creator", "interview"], name="reaction_of_account"),
            models.Index(fields=["guest", "interview"], name="reaction_of_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.emoji} on {self.annotation_id}"


class Resolution(models.Model):
    """That what a thread was about is settled: who said so, and when. Opening it again deletes this."""

    annotation = models.OneToOneField(
        "annotations.Annotation", models.CASCADE, related_name="resolution", help_text="the thread's root"
    )
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="resolutions"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="resolutions")
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        constraints = [one_owner("resolution_by_account_or_guest")]

    def __str__(self) -> str:
        return f"{self.annotation_id} is resolved"

    @property
    def author(self) -> str:
        """The name of who resolved it."""
        return name_of(self)
