"""What changes of the text left behind on a page: orphans to place again, and news for their owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Subquery
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.access import may_place
from annotations.models import Annotation, Fate
from annotations.reacting import reacted_to
from annotations.readers import reader_of
from annotations.reanchoring import Reanchoring
from annotations.threads import threads
from reader.ids import uid_in
from reader.layers import Change, Layer
from reader.models import Interview
from reader.receipts import Passage, beginning
from reader.rendering import join_safe


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
    """Lets annotations follow the text; shows those that could not, and tells whose words are others now."""

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
        return {"orphans": self._orphans(), "news": self._news(), "placing": self._placing()}

    def _orphans(self) -> SafeString:
        """The orphans that this reader may see, in the order in which they stood, with their threads."""
        if self.interview.revision == 1:
            return SafeString()
        notes = Annotation.objects.on(self.interview).orphaned().placed_for(self.reader)
        orphans = list(notes.unsettled(self.reader).with_people())
        found = threads(orphans, self.reader, reacted_to(orphans, self.reader))
        found.sort(key=lambda thread: thread.root.last_offset or 0)
        template = get_template("annotations/orphan.html")
        return join_safe(
            template.render(
                {
                    "thread": thread,
                    "interview": self.interview,
                    "may_place": may_place(self.request, thread.root, self.interview),
                }
            )
            for thread in found
        )

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
