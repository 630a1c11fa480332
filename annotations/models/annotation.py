"""A highlight, comment or reply, with its target."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.markdown import to_text
from annotations.models.groups import Group
from annotations.models.people import Guest, name_of, one_owner
from annotations.models.tags import Tag
from annotations.queries import AnnotationQuerySet
from reader.ids import uuid7
from reader.models import Block, Interview, StoredOften

LONGEST_ORIGIN = 500


class Motivation(models.TextChoices):
    """Why an annotation was made (W3C Web Annotation Vocabulary, section 3.4)."""

    HIGHLIGHTING = "highlighting", _("Highlight")
    COMMENTING = "commenting", _("Comment")
    REPLYING = "replying", _("Reply")
    EDITING = "editing", _("Suggested correction")


class Colour(models.TextChoices):
    YELLOW = "y", _("Yellow")
    GREEN = "g", _("Green")
    BLUE = "b", _("Blue")
    PINK = "p", _("Pink")


class Visibility(models.TextChoices):
    PRIVATE = "private", _("only me")
    GROUP = "group", _("a group")
    PUBLIC = "public", _("visible to everyone")


class Standing(models.TextChoices):
    """Whether the moderation lets others see it, where its author does."""

    VISIBLE = "visible", _("Visible")
    WAITING = "waiting", _("Waiting")
    HIDDEN = "hidden", _("Hidden")


class Doubt(models.TextChoices):
    """Why something waits."""

    NONE = "", _("no doubt")
    GUEST = "guest", _("written by a guest")
    LINKS = "links", _("many links")
    REPEATED = "repeated", _("the same text again")
    QUICK = "quick", _("written very quickly")
    TRAP = "trap", _("filled in what people do not see")
    EDITED = "edited", _("changed since others could see it")


class State(models.TextChoices):
    """What became of the target when the text was last changed."""

    ANCHORED = "anchored", _("In place")
    MOVED = "moved", _("Moved with the text")
    CHANGED = "changed", _("Changed with the text")
    ORPHANED = "orphaned", _("No longer placed")


class Annotation(StoredOften):
    """A highlight, comment or reply. Offsets count code points of their block's text, end exclusive."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="annotations")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="annotations"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="annotations")
    motivation = models.CharField(max_length=20, choices=Motivation)
    colour = models.CharField(max_length=1, choices=Colour, blank=True)
    body = models.TextField(blank=True, help_text="Markdown")
    visibility = models.CharField(max_length=10, choices=Visibility)
    # A group lets go of its notes before it goes (`annotations.groups`): they belong to who wrote them.
    group = models.ForeignKey(
        Group, models.RESTRICT, null=True, blank=True, related_name="annotations", db_index=False
    )
    created = models.DateTimeField(default=timezone.now, editable=False)
    modified = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, help_text="counts the edits")
    deleted = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(
        max_length=LONGEST_ORIGIN, blank=True, help_text="what it is called where it was imported from"
    )
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.VISIBLE)
    doubt = models.CharField(max_length=10, choices=Doubt, blank=True, help_text="why it waits or waited")
    verdict = models.CharField(max_length=300, blank=True, help_text="why it was hidden, for its author")

    start_block = models.ForeignKey(Block, models.RESTRICT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end_block = models.ForeignKey(Block, models.RESTRICT, null=True, blank=True, related_name="+")
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    anchored_revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.ANCHORED)
    # Where the text was changed under it: the words that were meant, and where it stood last.
    original = models.TextField(blank=True, help_text="the words before the text changed them")
    last_turn = models.PositiveIntegerField(default=0, help_text="0 where it was no turn")
    last_speaker = models.CharField(max_length=200, blank=True)
    last_offset = models.PositiveIntegerField(null=True, blank=True, help_text="in the whole text")

    reaction_counts = models.JSONField(default=dict, blank=True, help_text="of each emoji that there is")
    tags = models.ManyToManyField(Tag, through="Tagging", related_name="annotations", blank=True)

    reply_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("annotation_by_account_or_guest"),
            models.CheckConstraint(
                condition=Q(motivation__in=Motivation.values), name="annotation_motivation_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="annotation_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.GROUP, group__isnull=False)
                | (~Q(visibility=Visibility.GROUP) & Q(group__isnull=True)),
                name="annotation_visible_to_its_group",
            ),
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__in=Colour.values), name="annotation_colour_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="annotation_state_known"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="annotation_standing_known"
            ),
            models.CheckConstraint(condition=Q(doubt__in=Doubt.values), name="annotation_doubt_known"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.WAITING) | ~Q(doubt=""), name="annotation_waits_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    motivation=Motivation.REPLYING,
                    reply_to__isnull=False,
                    root__isnull=False,
                    start_block__isnull=True,
                )
                | (~Q(motivation=Motivation.REPLYING) & Q(reply_to__isnull=True, root__isnull=True)),
                name="annotation_reply_has_parent_and_no_range",
            ),
            models.CheckConstraint(
                condition=Q(
                    start_block__isnull=True, end_block__isnull=True, start__isnull=True, end__isnull=True
                )
                | Q(start_block__isnull=False, end_block__isnull=True, start__isnull=True, end__isnull=True)
                | Q(
                    start_block__isnull=False, end_block__isnull=False, start__isnull=False, end__isnull=False
                ),
                name="annotation_target_whole_or_range",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True)
                | ~Q(start_block=models.F("end_block"))
                | Q(start__lt=models.F("end")),
                name="annotation_range_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | ~Q(exact=""), name="annotation_range_has_quote"
            ),
            models.CheckConstraint(
                condition=~Q(motivation=Motivation.HIGHLIGHTING)
                | (Q(start__isnull=False) | Q(state=State.ORPHANED)) & ~Q(colour=""),
                name="annotation_highlight_has_range_and_colour",
            ),
            # Beside its words an orphan has no place, but could have one again.
            models.CheckConstraint(
                condition=~Q(state=State.ORPHANED)
                | Q(start_block__isnull=True, end_block__isnull=True, root__isnull=True) & ~Q(exact=""),
                name="annotation_orphan_has_words_and_no_place",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CHANGED) | (Q(start__isnull=False) & ~Q(original="")),
                name="annotation_changed_knows_its_words",
            ),
            # What a suggestion says stands in its own row (annotations.models.suggestions).
            models.CheckConstraint(
                condition=Q(motivation__in=(Motivation.HIGHLIGHTING, Motivation.EDITING)) | ~Q(body=""),
                name="annotation_comment_has_body",
            ),
            # Whoever imports a file twice has its notes once.
            models.UniqueConstraint(
                fields=["interview", "creator", "origin"],
                condition=~Q(origin="") & Q(creator__isnull=False),
                name="annotation_imported_once_by_account",
            ),
            models.UniqueConstraint(
                fields=["interview", "guest", "origin"],
                condition=~Q(origin="") & Q(guest__isnull=False),
                name="annotation_imported_once_by_guest",
            ),
            models.CheckConstraint(
                condition=~Q(motivation=Motivation.EDITING)
                | (Q(start__isnull=False) | Q(state=State.ORPHANED)) & Q(colour=""),
                name="annotation_suggestion_has_range_and_no_colour",
            ),
        ]
        indexes = [
            # A page asks for all of its interview's that everybody may see …
            models.Index(fields=["interview", "visibility", "start_block"], name="annotation_page"),
            # … and for the reader's own.
            models.Index(fields=["creator", "interview"], name="annotation_of_account"),
            models.Index(fields=["guest", "interview"], name="annotation_of_guest"),
            models.Index(fields=["group", "interview"], name="annotation_of_group"),
            # Their notebook asks for the latest of all.
            models.Index(
                fields=["creator", "-created"],
                condition=Q(creator__isnull=False),
                name="annotation_latest_of_account",
            ),
            models.Index(
                fields=["guest", "-created"],
                condition=Q(guest__isnull=False),
                name="annotation_latest_of_guest",
            ),
            # The moderation asks for the few that are not visible.
            models.Index(
                fields=["standing", "interview"],
                condition=~Q(standing=Standing.VISIBLE),
                name="annotation_moderated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motivation} {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:annotation", args=[self.uid])

    @property
    def ref(self) -> str:
        """The name of this annotation within a page: 32 hex digits."""
        return self.uid.hex

    @property
    def author(self) -> str:
        """The name under which it was written."""
        return name_of(self)

    @property
    def said(self) -> str:
        """What it says, without formatting; where it has no words of its own, those that it is about."""
        return to_text(self.body) or self.exact

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it: its author wants that, and the moderation lets it."""
        return self.visibility == Visibility.PUBLIC and self.standing == Standing.VISIBLE

    @property
    def keeps_place(self) -> bool:
        """Whether everybody may learn that it is there: a hidden one keeps its place, not its words.

        So does one that others have seen and answered before its author changed it.
        """
        known = self.standing != Standing.WAITING or self.doubt == Doubt.EDITED
        return self.visibility == Visibility.PUBLIC and known

    @property
    def audience(self) -> str:
        """Who sees it, as forms name it: the group's uid, or else the visibility."""
        return str(self.group.uid) if self.group is not None else self.visibility

    @property
    def is_highlight(self) -> bool:
        return self.motivation == Motivation.HIGHLIGHTING

    @property
    def is_suggestion(self) -> bool:
        return self.motivation == Motivation.EDITING

    @property
    def takes_colour(self) -> bool:
        """Whether its passage is drawn in a colour of its reader's choice."""
        return self.has_range and not self.is_suggestion

    @property
    def has_range(self) -> bool:
        """Whether it is about a passage, not a whole block or the whole interview."""
        return self.start is not None

    @property
    def is_orphan(self) -> bool:
        """Whether its words are no longer in the text."""
        return self.state == State.ORPHANED

    @property
    def is_on_block(self) -> bool:
        """Whether it is (or, as an orphan, was) about a whole block: other passages have a colour."""
        is_passage = self.has_range or bool(self.colour) or self.is_suggestion
        return not is_passage and (self.start_block_id is not None or self.is_orphan)
