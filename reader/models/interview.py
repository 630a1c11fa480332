"""What is kept of an interview: the conversation, who speaks in it, and its blocks in order."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reader.ids import short_key, uuid7
from reader.prepared import prepared

RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
WORDS_A_MINUTE = 200


def colour_of(position: int) -> int:
    """The number, 1 to 8, of the colour of who stands at this position, counted from 1."""
    return (position - 1) % 8 + 1


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by the primary subtag of a language tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    UNLISTED = "unlisted", _("Unlisted")
    PRIVATE = "private", _("Private")


class Role(models.TextChoices):
    NONE = "", _("speaks")
    INTERVIEWER = "interviewer", _("asks")
    GUEST = "guest", _("answers")


class Kind(models.TextChoices):
    """What a block is. Values as in `reader.document`."""

    TURN = "turn", _("Turn")
    LEAD = "lead", _("Introduction")
    PARA = "para", _("Text")
    HEADING = "heading", _("Heading")
    ASIDE = "aside", _("See also")
    NOTE = "note", _("Editor's note")
    MEDIA = "media", _("Media")
    CREDIT = "credit", _("Source and rights")


# What a passage over several blocks leaves out where it lies in between: nobody says it.
NOT_SPOKEN = frozenset({Kind.ASIDE, Kind.NOTE, Kind.MEDIA, Kind.CREDIT})


class InterviewQuerySet(models.QuerySet["Interview"]):
    def readable_by(self, user: "AnonymousUser | models.Model") -> "InterviewQuerySet":
        """Those that this person may open, by link or from the list."""
        return self.filter(~Q(visibility=Visibility.PRIVATE) | _added_by(user))

    def listed_for(self, user: "AnonymousUser | models.Model") -> "InterviewQuerySet":
        """Those that the library shows this person, newest first."""
        return self.filter(Q(visibility=Visibility.PUBLIC) | _added_by(user)).order_by("-added", "-pk")

    def editable_by(self, user: "AnonymousUser | models.Model") -> "InterviewQuerySet":
        """Those that reader.access.may_edit lets this person change, newest first."""
        own = _added_by(user)
        others = ~Q(visibility=Visibility.PRIVATE) if getattr(user, "is_staff", False) else Q(pk__in=())
        return self.filter(own | others).order_by("-added", "-pk")

    def known_to(self, user: "AnonymousUser | models.Model | None") -> "InterviewQuerySet":
        """Those that this person, or whoever runs the server (None), may be told of."""
        if user is None:
            return self.filter(Q(visibility=Visibility.PUBLIC) | Q(added_by__isnull=True))
        return self.listed_for(user)


def _added_by(user: "AnonymousUser | models.Model") -> Q:
    return Q(added_by=user.pk) if user.pk else Q(pk__in=())


class InterviewManager(models.Manager.from_queryset(InterviewQuerySet)):  # type: ignore[misc]
    def at(self, slug: str) -> "Interview | None":
        """The interview at this address, without its source; None where there is none."""
        return next(iter(_at(slug)), None)


@prepared
def _at(slug: str) -> "models.QuerySet[Interview, Interview]":
    return Interview.objects.filter(slug=slug).defer("source")


class Interview(models.Model):
    """One conversation: its title, language, source, and the file as it came."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=35, help_text="BCP 47, for example de or pt-BR")
    source_url = models.URLField(max_length=2000, blank=True)
    site_name = models.CharField(max_length=200, blank=True)
    published = models.DateField(null=True, blank=True)
    author = models.CharField(max_length=300, blank=True, help_text="who wrote it down, as the source says")
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="interviews"
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    media_url = models.URLField(max_length=2000, blank=True)
    words = models.PositiveIntegerField(default=0, help_text="of the spoken and written text")
    source = models.BinaryField(help_text="the file as it came")
    source_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, help_text="of the file")
    text_sha256 = models.CharField(max_length=64, blank=True, help_text="as reader.twins makes it")
    url_sha256 = models.CharField(max_length=64, blank=True, help_text="as reader.twins makes it")
    revision = models.PositiveIntegerField(default=1, help_text="counts the changes of the text")
    version = models.PositiveBigIntegerField(default=1, help_text="counts what everyone may see change")
    popular = models.BooleanField(default=True, help_text="whether readers may see what many highlighted")
    highlights = models.PositiveIntegerField(default=0, help_text="that everyone may see")
    comments = models.PositiveIntegerField(default=0, help_text="that everyone may see")

    objects = InterviewManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="interview_visibility_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="interview_has_title"),
            # For each person: whether others have a file is not to be learnt from it. Of files that the
            # server's operator adds, and of accounts that are gone, it asks nothing.
            models.UniqueConstraint(fields=["sha256", "added_by"], name="interview_source_once"),
        ]
        indexes = [
            # The library's order.
            models.Index(fields=["visibility", "-added"], name="interview_library"),
            # Whether an interview is there already.
            models.Index(fields=["text_sha256"], name="interview_text"),
            models.Index(fields=["url_sha256"], name="interview_url"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reader:interview", args=[self.slug])

    def is_readable_by(self, user: "AnonymousUser | models.Model") -> bool:
        """As `InterviewQuerySet.readable_by` has it."""
        return self.visibility != Visibility.PRIVATE or (bool(user.pk) and self.added_by_id == user.pk)

    def block(self, key: str) -> "Block | None":
        """The block of this key, with its speaker; or None."""
        # Keys are letters and digits; what else is sent is not looked up: PostgreSQL refuses NUL.
        for block in _named(self.pk, key) if key.isalnum() else ():
            block.interview = self
            return block
        return None

    def catch_up(self) -> None:
        """Take on what its page is shown with from the database, where that was changed meanwhile."""
        for counted in _counted(self.pk):
            self.version, self.highlights, self.comments = counted

    @property
    def minutes(self) -> int:
        """How long reading takes, in whole minutes, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.language)


class Speaker(models.Model):
    """Who speaks in one interview. The position gives the colour, 1 to 8, then from the start again."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role, default=Role.NONE, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "name"], name="speaker_name_once"),
            models.UniqueConstraint(fields=["interview", "position"], name="speaker_position_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="speaker_role_known"),
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def colour(self) -> int:
        return colour_of(self.position)

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@prepared
def _counted(interview: int) -> "models.QuerySet[Interview, tuple[int, int, int]]":
    return Interview.objects.filter(pk=interview).values_list("version", "highlights", "comments")


@prepared
def _named(interview: int, key: str) -> "models.QuerySet[Block, Block]":
    return Block.objects.filter(interview=interview, key=key).select_related("speaker")


class Block(models.Model):
    """A piece of the page in order. Text is plain; formatting stands in `spans`, offsets in code points."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=12, default=short_key, editable=False)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    speaker = models.ForeignKey(Speaker, models.RESTRICT, null=True, blank=True, related_name="blocks")
    continued = models.BooleanField(default=False, help_text="a turn that goes on after an aside")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="the turn's number, from 1")
    text = models.TextField()
    spans = models.JSONField(default=list, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    begins = models.PositiveIntegerField(null=True, blank=True, help_text="milliseconds")
    ends = models.PositiveIntegerField(null=True, blank=True, help_text="milliseconds")
    version = models.PositiveBigIntegerField(default=1, help_text="counts what everyone may see change")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "position"], name="block_position_once"),
            models.UniqueConstraint(fields=["interview", "key"], name="block_key_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="block_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.TURN, speaker__isnull=False, number__isnull=False)
                | (~Q(kind=Kind.TURN) & Q(speaker__isnull=True, number__isnull=True)),
                name="block_turn_has_speaker_and_nothing_else_has",
            ),
            models.CheckConstraint(
                condition=Q(continued=False) | Q(kind=Kind.TURN), name="block_only_turns_continue"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="block_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"

    def get_absolute_url(self) -> str:
        return f"{self.interview.get_absolute_url()}#t-{self.key}"
