"""How far readers are: kept while they read, shown in the library."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from annotations.models import Annotation, Place
from annotations.readers import Reader, reader_of
from reader.layers import Change, Layer, Left, Plan, Resume
from reader.models import Block, Interview, InterviewQuerySet, Role
from reader.outline import label
from reader.rows import rewrite


@transaction.atomic
def keep(reader: Reader, block: Block, *, at_the_end: bool = False) -> None:
    """This reader has come to this block, or to the end of the whole text."""
    place, _new = Place.objects.get_or_create(interview=block.interview, **reader.as_owner())
    now = timezone.now()
    fields: dict[str, Any] = {"block": block, "modified": now}
    if at_the_end:
        fields |= {"percent": 100, "finished": Coalesce(F("finished"), Value(now))}
    else:
        fields["percent"] = Greatest(F("percent"), Value(percent_before(block)))
    Place.objects.filter(pk=place.pk).update(**fields)


def percent_before(block: Block) -> int:
    """How much of the interview's text stands before this block, in whole percent."""
    length = Sum(Length("text"), default=0)
    before = Q(position__lt=block.position)
    sums = block.interview.blocks.aggregate(all=length, before=Sum(Length("text"), filter=before, default=0))
    return 100 * sums["before"] // max(1, sums["all"])


class PlacesPlan(Plan):
    """A reader whose block is not kept goes on at the block before it."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def carry(self) -> None:
        heirs: dict[int | None, Block] = {}
        nearest = 0
        for block, index in zip(self.change.before, self.change.kept(), strict=True):
            if index is None and self.change.after:
                heirs[block.pk] = self.change.after[nearest]
            nearest = nearest if index is None else index
        moved = list(Place.objects.filter(interview=self.change.interview, block__in=heirs))
        for place in moved:
            place.block = heirs[place.block_id]
        rewrite(moved, ["block"])


class PlacesLayer(Layer):
    """Adds nothing to the text; tells the library how far its reader is."""

    @classmethod
    def plan(cls, change: Change) -> PlacesPlan:
        return PlacesPlan(change)

    @classmethod
    def left(cls, interviews: Iterable[Interview], request: HttpRequest) -> Mapping[int, Left]:
        reader = reader_of(request)
        if not reader.known:
            return {}
        lefts = {interview.pk: Left(state="unread") for interview in interviews}
        for place in Place.objects.by(reader).filter(interview__in=lefts):
            state = "started" if place.finished is None else "read"
            lefts[place.interview_id] = Left(state=state, percent=place.percent, finished=place.finished)
        return lefts

    @classmethod
    def states(cls, request: HttpRequest) -> Mapping[str, Q]:
        reader = reader_of(request)
        if not reader.known:
            return {}
        places = Place.objects.by(reader).values("interview")
        return {
            "unread": ~Q(pk__in=places),
            "started": Q(pk__in=places.filter(finished=None)),
            "read": Q(pk__in=places.exclude(finished=None)),
        }

    @classmethod
    def resume(cls, interviews: InterviewQuerySet, request: HttpRequest) -> Resume | None:
        reader = reader_of(request)
        if not reader.known:
            return None
        begun = Place.objects.by(reader).filter(
            finished=None, interview__in=interviews.order_by().values("pk")
        )
        place = _with_reminders(begun, reader).order_by("-modified").first()
        if place is None:
            return None
        return Resume(
            place.interview,
            place.percent,
            key=place.block.key if place.block else "",
            question=label(place.question) if place.question else "",
            quote=place.quote or "",
            colour=place.colour or "",
        )

    def context(self) -> Mapping[str, Any]:
        if not reader_of(self.request).known:
            return {}
        return {"place_url": reverse("annotations:place", args=[self.interview.slug])}


def _with_reminders(places: QuerySet[Place], reader: Reader) -> QuerySet[Any]:
    """Places with what reminds of them: the question asked last there, and the reader's latest highlight."""
    asked = Block.objects.filter(
        interview=OuterRef("interview"),
        speaker__role=Role.INTERVIEWER,
        continued=False,
        position__lte=OuterRef("block__position"),
    ).order_by("-position")
    marked = (
        Annotation.objects.by(reader)
        .present()
        .filter(interview=OuterRef("interview"), start__isnull=False)
        .order_by("-pk")
    )
    found = places.select_related("interview", "block").defer("interview__source")
    return found.annotate(
        question=Subquery(asked.values("text")[:1]),
        quote=Subquery(marked.values("exact")[:1]),
        colour=Subquery(marked.values("colour")[:1]),
    )
