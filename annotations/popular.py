"""Popular passages: how many readers have marked what, as a layer for those who want to see it.

Private notes are counted and never shown: a passage is told of once three different people marked it, with
their number alone. All guests together count as one of them: whoever clears a browser's cookies is a new
guest, and as two of them could find out what a third has marked for themselves. What is told is renewed only
now and then, so that watching the page while somebody reads shows no single highlight come or go.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import F, PositiveIntegerField, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from annotations.coverage import Stretch, stretches
from annotations.models import Annotation
from reader.appearance import appearance_of
from reader.kept import Few
from reader.layers import Layer, Mark, Overlay
from reader.models import NOT_SPOKEN, Block, Interview

# So many different people must have marked a place before anybody is told.
LEAST = 3
# Stands for the account of whoever has none.
GUESTS = 0
# So many seconds what was counted holds.
FRESH = 600
# Beyond any text: a passage over several blocks covers those in between to their ends.
WHOLE = 2**31 - 1

_counted: Few[tuple[object, int], tuple[float, dict[int, list[Stretch]]]] = Few(200)


def popular_passages(interview: Interview) -> dict[int, list[Stretch]]:
    """The interview's popular stretches by the position of their block. They may reach beyond its text."""
    name, now = (interview.uid, interview.revision), time.monotonic()
    kept = _counted.get(name)
    if kept is not None and now - kept[0] < FRESH:
        return kept[1]
    return _counted.keep(name, (now, _count(interview)))[1]


def allow_popular(interview: Interview, *, allowed: bool) -> None:
    """Let readers see from now on what is marked often, or not any more."""
    Interview.objects.filter(pk=interview.pk).update(popular=allowed, version=F("version") + 1)


def within(stretch: Stretch, text: str) -> Stretch | None:
    """The stretch in whole words of the text, without blanks at its ends; None where it holds no word.

    Words that are cut look like a mistake, and would tell where somebody's private mark ends.
    """
    start, end = stretch.start, min(stretch.end, len(text))
    if not any(map(str.isalnum, text[start:end])):
        return None
    while _is_inside_word(text, start):
        start -= 1
    while _is_inside_word(text, end):
        end += 1
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Stretch(start, start + len(words.strip()), stretch.people)


def _is_inside_word(text: str, place: int) -> bool:
    """Whether letters stand on both sides; scripts without blanks between words are cut anywhere."""
    pair = text[max(0, place - 1) : place + 1]
    return place > 0 and len(pair) == 2 and all(char.isalnum() and char < "\u2e80" for char in pair)


def _count(interview: Interview) -> dict[int, list[Stretch]]:
    by_block: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    silent: set[int] = set()
    rows = []
    for row in _rows(interview):
        if row[1] is None:
            silent.add(row[0])
        else:
            rows.append(row)
    for first, start, last, end, account in rows:
        person = account or GUESTS
        for position in range(first, last + 1):
            if position in (first, last) or position not in silent:
                part = (start if position == first else 0, end if position == last else WHOLE, person)
                by_block[position].append(part)
    counted = {position: stretches(ranges, LEAST) for position, ranges in sorted(by_block.items())}
    return {position: found for position, found in counted.items() if found}


def _rows(interview: Interview) -> QuerySet[Any, Any]:
    """Where all readers' marks begin and end, and whose they are; of what nobody says the position alone."""
    nothing = [Value(None, output_field=PositiveIntegerField()) for _ in range(4)]
    silent = Block.objects.filter(interview=interview, kind__in=NOT_SPOKEN).order_by()
    marks = Annotation.objects.on(interview).present().filter(start__isnull=False).order_by()
    return marks.values_list(
        F("start_block__position"), "start", F("end_block__position"), "end", "creator_id"
    ).union(silent.values_list("position", *nothing), all=True)


class PopularLayer(Layer):
    """Underlines what many have marked, with their number, for readers who turned that on."""

    def __init__(self, interview: Interview, request: HttpRequest) -> None:
        super().__init__(interview, request)
        self.wanted = interview.popular and appearance_of(request).get("popular") == "on"

    @cached_property
    def _passages(self) -> Mapping[int, list[Stretch]]:
        return popular_passages(self.interview) if self.wanted else {}

    def stamp(self) -> str:
        return sha256(repr(self._passages).encode()).hexdigest()[:16] if self.wanted else ""

    def own(self) -> Mapping[int, str]:
        return {position: f"popular {found!r}" for position, found in self._passages.items()}

    def over(self, blocks: Sequence[Block], *, public: bool) -> Mapping[int, Overlay]:
        if public:
            return {}
        return {
            block.pk: Overlay(list(self._marks(block)))
            for block in blocks
            if block.position in self._passages
        }

    def _marks(self, block: Block) -> Iterable[Mark]:
        page = reverse("annotations:passages", args=[self.interview.slug])
        for stretch in self._passages[block.position]:
            if place := within(stretch, block.text):
                yield Mark(
                    start=place.start,
                    end=place.end,
                    ref="",
                    colour="",
                    people=place.people,
                    href=f"{page}#p-{block.key}-{place.start}",
                    label=people_marked(place.people),
                )


def people_marked(count: int) -> str:
    """So many people highlighted a passage, in words."""
    words = ngettext(
        "%(count)s person highlighted this passage", "%(count)s people highlighted this passage", count
    )
    return words % {"count": count}
