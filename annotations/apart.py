"""What makes an interview's page differ for one reader: their own notes, their groups and those's notes,
and what the colours mean to them.

Whoever decides on suggestions sees those that are open otherwise than everybody.

All of it in one query, because every page of a reader asks for it, be it only to say that nothing changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    IntegerField,
    PositiveIntegerField,
    QuerySet,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from annotations.audiences import Circle
from annotations.models import (
    SUPPORT,
    Annotation,
    ColourMeaning,
    Membership,
    Motivation,
    Reaction,
    Standing,
    Status,
    Support,
    Visibility,
)
from annotations.readers import Reader
from annotations.rewording import over_q, over_since
from reader.models import Interview
from reader.prepared import prepared

# What stands for the motivation in the row of a group.
MEMBER = "member"
# And in the row of one of the reader's own reactions to a note.
REACTION = "reaction"
# And in the row of what a colour means to the reader.
MEANING = "meaning"
OPEN_STILL = Value(False, output_field=BooleanField())


class Apart(NamedTuple):
    """A note with what changes it and the blocks (by position) that show it; or a group of the reader's,
    or what a colour (`standing`) means to them (`name`).

    Of a note `name` is its group's name, of a group `deleted` is when it was closed. A reaction of the
    reader's has the `uid` of its note, and `name` says which it is; their support of a suggestion likewise.
    `resolution` is 0 where a thread is open; `reactions` says how many there are of each; `status` is what
    became of a suggestion; `closed` says that a guest's words can't be changed any more.
    """

    uid: UUID
    version: int
    what: str
    visibility: str
    standing: str
    thread: str
    deleted: datetime | None
    first: int | None
    last: int | None
    name: str
    resolution: int
    reactions: str
    status: str
    closed: bool

    @property
    def stamp(self) -> str:
        """Changes with it."""
        return f"{self.block_stamp}{self.thread}{self.first}-{self.last}{self.deleted}"

    @property
    def block_stamp(self) -> str:
        """Changes with what it looks like in its blocks."""
        name = f"{self.uid.hex}:{self.version}{self.standing}{self.name}"
        return f"{name}{self.resolution}{self.reactions}{self.status}{'closed' if self.closed else ''}"

    @property
    def is_comment_apart(self) -> bool:
        """Whether it is a comment, reply or settled suggestion that not everybody sees."""
        public = self.visibility == Visibility.PUBLIC and self.standing == Standing.VISIBLE
        everybody = public and self.thread in ("", Visibility.PUBLIC) and self.status in ("", Status.OPEN)
        counts = self.what not in (Motivation.HIGHLIGHTING, REACTION, SUPPORT)
        return counts and not everybody and self.deleted is None

    @property
    def is_open(self) -> bool:
        """Whether it is a suggestion that waits for a decision."""
        return self.status == Status.OPEN and self.deleted is None


class Sight(NamedTuple):
    """What makes a page differ for this reader (even their reactions), their groups, and their colours."""

    rows: list[Apart]
    groups: list[Circle]
    meanings: dict[str, str]


def sight_of(interview: Interview, reader: Reader, may_decide: bool = False) -> Sight:
    """What one reader sees otherwise than everybody; the groups are in order of their names."""
    if not reader.known:
        return Sight([], [], {})
    rows = [Apart(*row) for row in _apart_rows(interview, reader, may_decide)]
    groups = [Circle(row.uid, row.name, row.deleted is not None) for row in rows if row.what == MEMBER]
    meanings = {row.standing: row.name for row in rows if row.what == MEANING}
    notes = [row for row in rows if row.what not in (MEMBER, MEANING)]
    return Sight(notes, sorted(groups, key=attrgetter("name")), meanings)


def _apart_rows(interview: Interview, reader: Reader, may_decide: bool = False) -> Iterable[tuple[Any, ...]]:
    """Rows as `Apart` has them: the notes in an order that stays, and what else there is of the reader's."""
    since = over_since() if reader.guest is not None else None
    times = () if since is None else (since,)
    rows = _rows(interview.pk, *reader.pks, *times, kind=reader.kind, may_decide=may_decide)
    return sorted(rows, key=lambda row: (row[0].int, row[2], row[9], row[4]))


@prepared
def _rows(
    interview: int, who: int, since: datetime | None = None, *, kind: str, may_decide: bool
) -> QuerySet[Any, Any]:
    on, reader = Interview(pk=interview), Reader.of(kind, who)
    rows = _notes(on, reader, since, may_decide=may_decide)
    rows = rows.union(_reactions(on, reader), _supports(on, reader), _meanings(reader), all=True)
    return rows.union(_groups(reader), all=True) if reader.user is not None else rows


def _notes(
    interview: Interview, reader: Reader, since: datetime | None, *, may_decide: bool
) -> QuerySet[Any, Any]:
    first = Coalesce("start_block__position", "root__start_block__position")
    last = Coalesce("end_block__position", "start_block__position", "root__start_block__position")
    waiting = When(root__standing=Standing.WAITING, then=Value(Standing.WAITING.value))
    thread = Case(waiting, default=Coalesce("root__visibility", Value("")), output_field=CharField())
    name = Case(When(reader.shares_q(), then="group__name"), default=Value(""), output_field=CharField())
    status = Coalesce("suggestion__status", Value(""))
    closed = Case(When(over_q(since), then=True), default=False) if reader.guest else OPEN_STILL
    notes = Annotation.objects.on(interview).apart_for(reader, may_decide=may_decide).order_by()
    return notes.values_list(
        "uid", "version", "motivation", "visibility", "standing", thread, "deleted", first, last, name,
        Coalesce("resolution__pk", Value(0)), Cast("reaction_counts", TextField()), status, closed,
    )  # fmt: skip


def reacted_in(rows: Iterable[Apart]) -> Mapping[UUID, set[str]]:
    """For each note (by uid) the reader's own reactions to it, and whether they support it."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in rows:
        if row.what in (REACTION, SUPPORT):
            found[row.uid].add(row.name)
    return found


def _reactions(interview: Interview, reader: Reader) -> QuerySet[Any, Any]:
    first = Coalesce("annotation__start_block__position", "annotation__root__start_block__position")
    visible = Annotation.objects.on(interview).visible_to(reader)
    own = Reaction.objects.by(reader).filter(interview=interview).to(visible)
    nothing = Value("", output_field=CharField())
    return own.order_by().values_list(
        "annotation__uid", Value(0, output_field=IntegerField()), Value(REACTION),
        Value(Visibility.PUBLIC.value), nothing, nothing, "annotation__deleted", first, first, "emoji",
        Value(0, output_field=BigIntegerField()), Value("", output_field=TextField()), nothing, OPEN_STILL,
    )  # fmt: skip


def _supports(interview: Interview, reader: Reader) -> QuerySet[Any, Any]:
    nothing = Value("", output_field=CharField())
    first, gone = "suggestion__annotation__start_block__position", "suggestion__annotation__deleted"
    visible = Annotation.objects.on(interview).visible_to(reader)
    own = Support.objects.by(reader).filter(interview=interview).to(visible)
    return own.order_by().values_list(
        "suggestion__annotation__uid", Value(0, output_field=IntegerField()), Value(SUPPORT),
        Value(Visibility.PUBLIC.value), nothing, nothing, gone, first, first, Value(SUPPORT),
        Value(0, output_field=BigIntegerField()), Value("", output_field=TextField()), nothing, OPEN_STILL,
    )  # fmt: skip


def _meanings(reader: Reader) -> QuerySet[Any, Any]:
    nowhere = Value(None, output_field=PositiveIntegerField())
    nothing = Value("", output_field=CharField())
    return ColourMeaning.objects.by(reader).order_by().values_list(
        Value(UUID(int=0), output_field=UUIDField()), Value(0, output_field=IntegerField()), Value(MEANING),
        nothing, "colour", nothing, Value(None, output_field=DateTimeField()), nowhere, nowhere, "words",
        Value(0, output_field=BigIntegerField()), Value("", output_field=TextField()), nothing, OPEN_STILL,
    )  # fmt: skip


def _groups(reader: Reader) -> QuerySet[Any, Any]:
    nowhere = Value(None, output_field=PositiveIntegerField())
    nothing = Value("", output_field=CharField())
    return Membership.objects.filter(user=reader.user).order_by().values_list(
        "group__uid", Value(0, output_field=IntegerField()), Value(MEMBER), nothing, nothing, nothing,
        "group__closed", nowhere, nowhere, "group__name",
        Value(0, output_field=BigIntegerField()), Value("", output_field=TextField()), nothing, OPEN_STILL,
    )  # fmt: skip
