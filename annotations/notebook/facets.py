"""By what a notebook can be narrowed further, and how many notes each choice would leave.

A choice counts the notes that fit all other facets, so that one sees what a second choice in the same
facet would add.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from annotations.models import Annotation, Colour, Motivation, State, Tag, Visibility, tag_key
from annotations.notebook.narrowing import FACETS, Narrowing

# Of a long list so many are shown at once, and so many at most.
SHOWN = 8
MOST = 100
# Counted in one query, whatever is chosen in them. Tags are counted in another: a note has several.
COUNTED = tuple(facet for facet in FACETS if facet != "tag")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that narrows the notebook, with how many notes it leaves."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices of one kind, those that leave most first."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def shown(self) -> list[Choice]:
        """What is seen at once: the first, and what is chosen."""
        return [one for n, one in enumerate(self.choices) if n < SHOWN or one.chosen]

    @property
    def folded(self) -> list[Choice]:
        return [one for one in self.choices[SHOWN:] if not one.chosen]


@dataclass(slots=True)
class Counts:
    """How many notes a reader has, and how many of them an address shows: in all, and by interview.

    Interviews are named by primary key, in the order of their notes in the text.
    """

    total: int = 0
    found: int = 0
    by_interview: Counter[int] = field(default_factory=Counter)
    facets: list[Facet] = field(default_factory=list)

    def interviews_of(self, start: int, stop: int) -> tuple[list[int], int]:
        """The interviews of the notes from `start` to before `stop`; how many notes come before theirs."""
        interviews, before, first = [], 0, 0
        for interview, size in self.by_interview.items():
            if first + size <= start:
                before = first + size
            elif first < stop:
                interviews.append(interview)
            first += size
        return interviews, before


class Alike(NamedTuple):
    """Notes that are alike in all that is counted; `total` is how many their reader has in all, if asked."""

    pk: int
    interview: str
    title: str
    colour: str
    kind: str
    visibility: str
    state: str
    first: str | None
    last: str | None
    was: str | None
    size: int
    total: int = 0

    @property
    def speakers(self) -> set[str]:
        return {name for name in (self.first, self.last, self.was) if name}

    def values(self, facet: str) -> Iterable[str]:
        """Under which choices of the facet these notes come."""
        return self.speakers if facet == "speaker" else (getattr(self, facet),)


def count(narrowing: Narrowing) -> Counts:
    """Count all facets, in two queries (three where nothing is found)."""
    counts, titles = Counts(), {}
    by_facet: dict[str, Counter[str]] = {facet: Counter() for facet in COUNTED}
    wanted = {facet: chosen for facet in COUNTED if (chosen := set(narrowing.chosen(facet)))}
    for alike in _groups(narrowing):
        titles[alike.interview] = alike.title
        counts.total = alike.total or counts.total + alike.size
        failing = [facet for facet, chosen in wanted.items() if chosen.isdisjoint(alike.values(facet))]
        if len(failing) > 1:
            continue
        if not failing:
            counts.found += alike.size
            counts.by_interview[alike.pk] += alike.size
        for facet in failing or COUNTED:
            counter = by_facet[facet]
            for value in alike.values(facet):
                counter[value] += alike.size
    if not counts.total and narrowing.is_searched:
        counts.total = Annotation.objects.in_notebook_of(narrowing.reader).count()
    counts.facets = _facets(narrowing, by_facet, titles)
    return counts


def _facets(
    narrowing: Narrowing, by_facet: Mapping[str, Counter[str]], titles: Mapping[str, str]
) -> list[Facet]:
    """All facets in the order in which they are shown; `titles` are those of interviews, by slug."""
    return [
        _fixed(narrowing, "colour", _("Colour"), dict(Colour.choices), by_facet["colour"]),
        _open(narrowing, "speaker", _("Speaker"), by_facet["speaker"], {}),
        _tags(narrowing),
        _fixed(narrowing, "kind", _("Kind"), _kinds(), by_facet["kind"]),
        _open(narrowing, "visibility", _("Visible to"), by_facet["visibility"], dict(Visibility.choices)),
        _open(
            narrowing,
            "state",
            _("Place in the text"),
            by_facet["state"],
            {State.ORPHANED: State.ORPHANED.label},
        ),
        _open(narrowing, "interview", _("Interview"), by_facet["interview"], titles),
    ]


def _groups(narrowing: Narrowing) -> Iterator[Alike]:
    """The notes that fit all but what is counted; where that leaves none out, they are all there are."""
    groups: Any = narrowing.found(*COUNTED).grouped(narrowing.reader)
    if narrowing.is_searched:
        groups = groups.with_number_of(Annotation.objects.in_notebook_of(narrowing.reader))
    return starmap(Alike, groups)


def _kinds() -> dict[str, str | Promise]:
    names = {
        Motivation.HIGHLIGHTING: _("Highlights"),
        Motivation.COMMENTING: _("Comments"),
        Motivation.REPLYING: _("Replies"),
        Motivation.EDITING: _("Suggested corrections"),
    }
    return {kind.value: names.get(kind, kind.label) for kind in Motivation}


def _fixed(
    narrowing: Narrowing, name: str, label: str, labels: Mapping[str, str | Promise], counter: Counter[str]
) -> Facet:
    """A facet with all its choices in their own order."""
    chosen = narrowing.chosen(name)
    return Facet(name, label, [Choice(v, text, counter[v], v in chosen) for v, text in labels.items()])


def _open(
    narrowing: Narrowing, name: str, label: str, counter: Counter[str], labels: Mapping[str, str | Promise]
) -> Facet:
    """A facet with the choices that there are; with labels, only those that have one or are chosen."""
    chosen = narrowing.chosen(name)
    for value in chosen:
        counter.setdefault(value, 0)
    known = [(value, n) for value, n in counter.items() if not labels or value in {*labels, *chosen}]
    known.sort(key=lambda one: (-one[1], str(labels.get(one[0], one[0])).casefold()))
    kept = [one for n, one in enumerate(known) if n < MOST or one[0] in chosen]
    return Facet(name, label, [Choice(v, labels.get(v, v), n, v in chosen) for v, n in kept])


def _tags(narrowing: Narrowing) -> Facet:
    rows = list(Tag.objects.counted(narrowing.found("tag"))[:MOST])
    chosen = {tag_key(name): name for name in narrowing.chosen("tag")}
    counts: Counter[str] = Counter()
    spelled = dict(chosen)
    # The spelling on most notes stands for the others.
    for key, name, n in reversed(rows):
        counts[key] += n
        spelled[key] = name
    keys = sorted(spelled, key=lambda key: (-counts[key], key))
    choices = [Choice(spelled[key], f"#{spelled[key]}", counts[key], key in chosen) for key in keys]
    return Facet("tag", _("Tag"), choices)
