"""Where a part of a list of comments ends, and the next one begins: by time, whatever becomes of the comment.

What a reader may not see, not any more or never, ends a part where its time does, as what is not there would:
the answer does not tell that there is something.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID

from django.utils import timezone

from annotations.models import Annotation
from annotations.queries import AnnotationQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The time before the year 2286, and a uid.
NAMED = re.compile(r"([0-9]{1,16})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Edge:
    """The comment at the end of a part: when it was made, in microseconds since 1970, and its uid."""

    at: int
    uid: UUID

    @classmethod
    def of(cls, note: Annotation) -> Self:
        """The edge behind this comment."""
        return cls(_micros(note.created), note.uid)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The edge that an address names; None where it names none."""
        found = NAMED.fullmatch(text)
        return cls(int(found[1]), UUID(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.at}-{self.uid}"

    def after(self, roots: AnnotationQuerySet, seen: AnnotationQuerySet) -> AnnotationQuerySet:
        """Those `in_order` after it; `seen` is what the reader sees."""
        note = seen.named(self.uid).first()
        # What was made in the same moment is rather shown twice than never.
        return roots.after(note) if note is not None else roots.filter(created__gte=moment(self.at))

    def before(self, roots: AnnotationQuerySet, seen: AnnotationQuerySet) -> AnnotationQuerySet:
        """Those `in_order` before it; `seen` is what the reader sees."""
        note = seen.named(self.uid).first()
        return roots.before(note) if note is not None else roots.filter(created__lte=moment(self.at))


def now() -> int:
    """This moment in microseconds since 1970."""
    return _micros(timezone.now())


def _micros(when: datetime) -> int:
    return (when - EPOCH) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """The moment that is so many microseconds after the beginning of 1970."""
    return EPOCH + timedelta(microseconds=at)
