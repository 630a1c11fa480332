"""What makes an interview's page differ for one reader: their own notes, their groups and those's notes.

All of it in one query, because every page of a reader asks for it, be it only to say that nothing changed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    IntegerField,
    PositiveIntegerField,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from annotations.models import Annotation, Membership, Motivation, Visibility
from annotations.readers import Reader
from reader.models import Interview

# What stands for the motivation in the row of a group.
MEMBER = "member"


class Apart(NamedTuple):
    """A note with what changes it and the blocks (by position) that show it; or a group of the reader's.

    Of a note `name` is its group's name, of a group `deleted` is when it was closed.
    """

    uid: UUID
    version: int
    what: str
    visibility: str
    thread: str
    deleted: datetime | None
    first: int | None
    last: int | None
    name: str

    @property
    def stamp(self) -> str:
        """Changes with it."""
        return f"{self.uid.hex}{self.version}{self.thread}{self.first}-{self.last}{self.deleted}{self.name}"

    @property
    def is_comment_apart(self) -> bool:
        """Whether it is a comment or reply that not everybody sees."""
        everybody = self.visibility == Visibility.PUBLIC and self.thread in ("", Visibility.PUBLIC)
        return self.what != Motivation.HIGHLIGHTING and not everybody and self.deleted is None


def apart_rows(interview: Interview, reader: Reader) -> Iterable[tuple[Any, ...]]:
    """Rows as `Apart` has them: the notes in an order that stays, and the reader's groups."""
    first = Coalesce("start_block__position", "root__start_block__position")
    last = Coalesce("end_block__position", "start_block__position", "root__start_block__position")
    thread, name = Coalesce("root__visibility", Value("")), Coalesce("group__name", Value(""))
    notes = Annotation.objects.on(interview).apart_for(reader).order_by()
    rows: QuerySet[Any, Any] = notes.values_list(
        "uid", "version", "motivation", "visibility", thread, "deleted", first, last, name
    )
    if reader.user is not None:
        rows = rows.union(_groups(reader), all=True)
    return sorted(rows, key=lambda row: row[0].int)


def _groups(reader: Reader) -> QuerySet[Any, Any]:
    nowhere = Value(None, output_field=PositiveIntegerField())
    nothing = Value("", output_field=CharField())
    return Membership.objects.filter(user=reader.user).order_by().values_list(
        "group__uid", Value(0, output_field=IntegerField()), Value(MEMBER), nothing, nothing,
        "group__closed", nowhere, nowhere, "group__name",
    )  # fmt: skip
