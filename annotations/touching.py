"""What one reader may see that touches a run of an interview's blocks: passages, and what is said.

`low` and `high` are the positions of the first and the last block.
"""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from annotations.models import Annotation, Motivation, Standing, State, Visibility
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.whole import Whole
from reader.models import Interview
from reader.prepared import prepared


class Passage(NamedTuple):
    """What drawing a mark needs to know. Plain rows: pages have thousands of them."""

    pk: int
    uid: Any
    motivation: str
    colour: str
    visibility: str
    standing: str
    creator_id: int | None
    guest_id: int | None
    first: int
    start: int
    last: int
    end: int
    group: UUID | None


def passages(
    interview: Interview, reader: Reader, low: int, high: int, answered: Collection[int]
) -> list[Passage]:
    """The passages, the older first; of deleted and hidden notes those that are `answered` (primary keys)."""
    if answered:
        rows = list(_passages(interview, reader, low, high, answered))
    else:
        rows = _usual_passages(interview.pk, low, high, *reader.pks, kind=reader.kind)
    return [Passage(*row) for row in rows]


@prepared
def _usual_passages(interview: int, low: int, high: int, *who: int, kind: str) -> Any:
    return _passages(Interview(pk=interview), Reader.of(kind, *who), low, high)


def _passages(
    interview: Interview, reader: Reader, low: int, high: int, answered: Collection[int] = ()
) -> Any:
    judged = Q(visibility=Visibility.PUBLIC) & ~Q(standing=Standing.VISIBLE)
    there = Q(deleted__isnull=True) & (~judged | reader.owns_q())
    return (
        Annotation.objects.on(interview)
        .placed_for(reader)
        .filter(there | Q(pk__in=answered))
        .filter(start__isnull=False, start_block__position__lte=high, end_block__position__gte=low)
        .order_by("pk")
        .values_list(
            "pk", "uid", "motivation", "colour", "visibility", "standing", "creator_id", "guest_id",
            "start_block__position", "start", "end_block__position", "end", "group__uid",
        )
    )  # fmt: skip


def notes(reader: Reader, low: int, high: int, whole: Whole, *, page: bool) -> list[Annotation]:
    """What is said, annotated with its block's `position`.

    For a `page` also what stands in no block: what begins the list about the `whole` interview, with what
    that needs to know, and the orphans.
    """
    interview, again = whole.interview, whole.interview.revision > 1
    if page and not whole.is_usual:
        return list(_notes(reader, low, high, whole, page=page, orphans=again))
    values = (interview.pk, low, high, *reader.pks)
    return _usual_notes(*values, kind=reader.kind, page=page, orphans=page and again)


@prepared
def _usual_notes(interview: int, low: int, high: int, *who: int, kind: str, page: bool, orphans: bool) -> Any:
    reader = Reader.of(kind, *who)
    return _notes(reader, low, high, Whole(Interview(pk=interview), reader, None), page=page, orphans=orphans)


def _notes(
    reader: Reader, low: int, high: int, whole: Whole, *, page: bool, orphans: bool
) -> AnnotationQuerySet:
    here = _in_blocks(low, high) | _in_blocks(low, high, "root__")
    talk = ~Q(motivation=Motivation.HIGHLIGHTING) | Q(replies__isnull=False)
    wanted = here & talk
    if page:
        wanted |= whole.wanted & talk
    if orphans:
        # Of these the words alone are something to read: no passage shows them.
        wanted |= Q(state=State.ORPHANED) | Q(root__state=State.ORPHANED)
    found = (
        Annotation.objects.on(whole.interview)
        .placed_for(reader)
        .unsettled(reader)
        .filter(wanted)
        .with_people()
        .annotate(position=F("start_block__position"))
        .distinct()
    )
    return whole.counted(found) if page else found


def _in_blocks(low: int, high: int, path: str = "") -> Q:
    """The condition for what stands in these blocks, be it in a part of them."""
    first, last = f"{path}start_block__position", f"{path}end_block__position"
    return Q(**{f"{first}__range": (low, high)}) | Q(**{f"{first}__lt": low, f"{last}__gte": low})
