"""Layers lie over an interview's text; the text knows none of them by name.

`settings.READER_LAYERS` lists their classes. A layer serves one interview and one request, and
answers twice: what everybody sees of a block (kept, see `reader.page`) and what this reader
sees of the blocks that look different to them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.module_loading import import_string

from reader.models import Block, Interview, InterviewQuerySet
from reader.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open range [start, end) of code points in one block's text, to be drawn.

    `ref` names what it stands for (32 hex digits). Where there is something to read about it, `href`
    leads there under the name `label`; it is `noted` if that stands on the same page. A passage over
    several blocks has one mark for each: only the `first` carries the id to jump to, only the `last`
    the link.

    It may be `mine`; it is `ours` where this reader wants to see it beside their own; `groups` names who it
    is for, if that is not everybody.

    Where `people` is set it stands for no note, but for so many people who marked the passage.
    """

    start: int
    end: int
    ref: str
    colour: str
    mine: bool = False
    ours: bool = False
    groups: tuple[str, ...] = ()
    noted: bool = False
    href: str = ""
    label: str = ""
    first: bool = True
    last: bool = True
    people: int = 0


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one layer adds to one block: marks in the text, notes (HTML that is safe) beside it."""

    marks: Sequence[Mark] = ()
    notes: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """In the block with this primary key [start, end) of the old text became `length` code points."""

    block: int
    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Change:
    """A new text of an interview: its blocks as they are and as they will be, each in order.

    A block that is kept has the primary key in `after` that it has in `before`; a new one has none
    until it is stored, which happens before any plan is carried out. `revision` is the number of the
    text to be. `edits`, where there are any, are all that changes in the words: then nobody has to find
    out by comparing the texts, which can't tell where of “so so so” the third “so” was put in. `by` is who
    makes it, where that is known.
    """

    interview: Interview
    before: Sequence[Block]
    after: Sequence[Block]
    revision: int
    edits: Sequence[Edit] = ()
    by: User | None = None

    def kept(self) -> list[int | None]:
        """For each block in `before` its index in `after`; None where it is not kept."""
        places = {block.pk: index for index, block in enumerate(self.after) if block.pk is not None}
        return [places.get(block.pk) for block in self.before]


class Plan:
    """What one layer is going to do about a change of the text."""

    receipt: Receipt | None = None

    def carry(self) -> None:
        """Take everything from the old blocks to the new ones, both of which are there now.

        The blocks that are not kept are deleted right afterwards, in the same transaction.
        """


@dataclass(slots=True)
class Left:
    """What was left on one interview: by readers, and by this one the place where they stopped.

    `state` is one of `Layer.states`, or empty where no place is kept; `percent` is how much of the
    text this reader has read, `finished` when they came to its end.
    """

    highlights: int = 0
    comments: int = 0
    state: str = ""
    percent: int = 0
    finished: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Where this reader stopped last: the interview, the block's key, and what reminds them of it."""

    interview: Interview
    percent: int
    key: str = ""
    question: str = ""
    quote: str = ""
    colour: str = ""

    @property
    def minutes(self) -> int:
        """How long the rest takes, in whole minutes, at least one."""
        return max(1, round(self.interview.minutes * (100 - self.percent) / 100))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found of a layer: its text, who wrote it, and the way there."""

    text: str
    by: str
    href: str


class Layer:
    """The base of all layers: adds nothing."""

    def __init__(self, interview: Interview, request: HttpRequest) -> None:
        self.interview = interview
        self.request = request

    @classmethod
    def left(cls, interviews: Iterable[Interview], request: HttpRequest) -> Mapping[int, Left]:
        """For each interview's primary key what the library shows this reader."""
        return {}

    @classmethod
    def states(cls, request: HttpRequest) -> Mapping[str, Q]:
        """By what this reader may narrow the library: `unread`, `started`, `read`, each as a condition."""
        return {}

    @classmethod
    def resume(cls, interviews: InterviewQuerySet, request: HttpRequest) -> Resume | None:
        """Which of these interviews this reader is in the middle of, and where."""
        return None

    @classmethod
    def plan(cls, change: Change) -> Plan | None:
        """What becomes of this layer when the text changes. Writes nothing yet."""
        return None

    @classmethod
    def searched(cls, request: HttpRequest) -> Mapping[str, QuerySet[Any, Any]]:
        """By the name of a source the primary keys that this reader may find (`reader.searching.index`)."""
        return {}

    @classmethod
    def found(cls, source: str, keys: Sequence[int], request: HttpRequest) -> Mapping[int, Found]:
        """What these primary keys of a source stand for, as far as this reader may see it."""
        return {}

    @classmethod
    def reindex(cls, interview: Interview) -> None:
        """Make findable anew what this layer has on an interview."""

    def stamp(self) -> str:
        """Changes whenever the page changes for this reader but not for everybody."""
        return ""

    def variant(self) -> str:
        """Names what the address asks to be shown, beside the page; it changes the page for everybody."""
        return ""

    def own(self) -> Mapping[int, str]:
        """The blocks (by position) that look different to this reader, each with its own stamp."""
        return {}

    def prepare(self, blocks: Sequence[Block], *, page: bool = True) -> None:
        """Load at once what `over` will be asked about these blocks.

        For a `page`, also what `context` tells about the interview as a whole: without one nobody may ask.
        """

    def over(self, blocks: Sequence[Block], *, public: bool) -> Mapping[int, Overlay]:
        """What to add to these blocks, by primary key: for everybody, or for this reader."""
        return {}

    def context(self) -> Mapping[str, Any]:
        """More for the page's template."""
        return {}


@dataclass(slots=True)
class Layers:
    """All layers over one interview for one request, as one."""

    layers: list[Layer] = field(default_factory=list)

    def stamp(self) -> str:
        return "|".join(layer.stamp() for layer in self.layers)

    def variant(self) -> str:
        return "|".join(variant for layer in self.layers if (variant := layer.variant()))

    def own(self) -> dict[int, str]:
        stamps: dict[int, str] = {}
        for layer in self.layers:
            for block, stamp in layer.own().items():
                stamps[block] = f"{stamps.get(block, '')}|{stamp}"
        return stamps

    def prepare(self, blocks: Sequence[Block], *, page: bool = True) -> None:
        for layer in self.layers:
            layer.prepare(blocks, page=page)

    def over(self, blocks: Sequence[Block], *, public: bool) -> dict[int, list[Overlay]]:
        overlays: dict[int, list[Overlay]] = {block.pk: [] for block in blocks}
        for layer in self.layers:
            for block, overlay in layer.over(blocks, public=public).items():
                overlays[block].append(overlay)
        return overlays

    def context(self) -> dict[str, Any]:
        return {key: value for layer in self.layers for key, value in layer.context().items()}


def layers_over(interview: Interview, request: HttpRequest) -> Layers:
    """The layers of the settings, laid over this interview for this request."""
    return Layers([layer(interview, request) for layer in layer_classes()])


def layer_classes() -> list[type[Layer]]:
    """The classes that the settings list."""
    return [import_string(path) for path in settings.READER_LAYERS]


def plans_for(change: Change) -> list[Plan]:
    """What the layers are going to do about this change."""
    return [plan for layer in layer_classes() if (plan := layer.plan(change))]


def left_on(interviews: Sequence[Interview], request: HttpRequest) -> dict[int, Left]:
    """What the layers know of each of these interviews, by primary key."""
    totals = {interview.pk: Left() for interview in interviews}
    for layer in layer_classes():
        for pk, left in layer.left(interviews, request).items():
            total = totals[pk]
            total.highlights += left.highlights
            total.comments += left.comments
            if left.state:
                total.state, total.percent, total.finished = left.state, left.percent, left.finished
    return totals


def states(request: HttpRequest) -> dict[str, Q]:
    """By what this reader may narrow the library; nothing where no layer keeps places for them."""
    return {name: condition for layer in layer_classes() for name, condition in layer.states(request).items()}


def resume(interviews: InterviewQuerySet, request: HttpRequest) -> Resume | None:
    """Where this reader may read on, if anywhere."""
    return next((found for layer in layer_classes() if (found := layer.resume(interviews, request))), None)


def searched_by_layers(request: HttpRequest) -> dict[str, QuerySet[Any, Any]]:
    """What the layers let this reader find, by source."""
    return {name: keys for layer in layer_classes() for name, keys in layer.searched(request).items()}


def found_by_layers(
    others: Mapping[str, Sequence[int]], request: HttpRequest
) -> dict[tuple[str, int], Found]:
    """What was found of the layers, by source and primary key."""
    return {
        (source, key): found
        for layer in layer_classes()
        for source, keys in others.items()
        for key, found in layer.found(source, keys, request).items()
    }
