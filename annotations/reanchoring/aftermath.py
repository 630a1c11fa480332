"""What changes of the text do to annotations: they follow it, or their owners are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Subquery
from django.http import HttpRequest

from annotations.access import may_place
from annotations.models import Annotation, Fate
from annotations.readers import reader_of
from annotations.reanchoring import Reanchoring
from reader.ids import uid_in
from reader.layers import Change, Layer
from reader.models import Interview
from reader.receipts import Passage, beginning


@dataclass(frozen=True, slots=True)
class News:
    """What new texts did to one reader's notes: so many of how many, and which words.

    `placed` counts those that lost their place and were placed again.
    """

    revision: int
    date: datetime
    total: int
    placed: int
    changed: list[Passage]
    lost: list[Passage]

    @property
    def unchanged(self) -> int:
        return self.total - self.placed - len(self.changed) - len(self.lost)


class AftermathLayer(Layer):
    """Lets annotations follow the text; tells their owners which could not, or have other words now."""

    def __init__(self, interview: Interview, request: HttpRequest) -> None:
        super().__init__(interview, request)
        self.reader = reader_of(request)

    @classmethod
    def plan(cls, change: Change) -> Reanchoring:
        return Reanchoring(change)

    @cached_property
    def _fates(self) -> list[Fate]:
        """What became of this reader's own, as far as they have not been told, in the order of time."""
        if not self.reader.known or self.interview.revision == 1:
            return []
        own = Annotation.objects.on(self.interview).by(self.reader).present().in_the_text()
        total = own.order_by().values("interview").annotate(total=Count("pk")).values("total")
        again = Fate.objects.placed_again(self.reader, self.interview).order_by().values("interview")
        fates = Fate.objects.to_tell(self.reader, self.interview).annotate(
            total=Subquery(total),
            placed=Subquery(again.annotate(placed=Count("annotation", distinct=True)).values("placed")),
        )
        return list(fates.select_related("annotation").defer("annotation__body"))

    def stamp(self) -> str:
        return ",".join(str(fate.pk) for fate in self._fates)

    def context(self) -> Mapping[str, Any]:
        return {"news": self._news(), "placing": self._placing()}

    def _news(self) -> News | None:
        if not self._fates:
            return None
        first: dict[int, Fate] = {}
        for fate in self._fates:
            first.setdefault(fate.annotation_id, fate)
        changed, lost = [], []
        for fate in first.values():
            note = fate.annotation
            if note.is_orphan:
                lost.append(Passage(beginning(fate.before), "", note.last_turn, note.last_speaker))
            else:
                changed.append(Passage(fate.before, note.exact))
        latest = self._fates[-1]
        total, placed = latest.total, latest.placed or 0  # type: ignore[attr-defined]
        return News(latest.revision, latest.created, total, placed, changed, lost)

    def _placing(self) -> Annotation | None:
        """The annotation that this reader is about to place again: `?place=` names it."""
        uid = uid_in(self.request.GET.get("place", ""))
        if uid is None or not self.reader.known:
            return None
        found = Annotation.objects.on(self.interview).named(uid).visible_to(self.reader).present().first()
        return found if found is not None and may_place(self.request, found, self.interview) else None
