"""Comments on an interview as a whole: the first come with its page, the rest in parts on request.

They stand in the order in which they were made. A page tells which ones there were when it was made: what
comes later, its reader's own too, stands last and is in no part of the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Subquery, Value
from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.edges import Edge, moment, now
from annotations.models import Annotation
from annotations.queries import AnnotationQuerySet
from annotations.reacting import reacted_to
from annotations.readers import Reader
from annotations.thread_cards import render_threads
from annotations.thread_pages import thread_of
from annotations.threads import Thread, threads
from annotations.whose import EVERYBODY, narrowed
from reader.models import Interview
from reader.rendering import join_safe

# So many threads come with the page, and so many more each time they are asked for.
FIRST = 25
PART = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """Threads that do not come with the page: those after this one and before another, or all there were.

    `threads` says how many they are, `notes` how many notes a list that lacks them has more. `at` is in
    microseconds since 1970.
    """

    after: Edge
    until: Edge | None
    at: int
    threads: int
    notes: int = 0


class Whole:
    """The beginning of the list, with the thread of the note that is asked for."""

    def __init__(
        self, interview: Interview, reader: Reader, asked: Annotation | None, wanted: str = EVERYBODY
    ) -> None:
        self.interview = interview
        self.reader = reader
        root = (asked.root or asked) if asked is not None else None
        is_here = root is not None and root.start_block_id is None and not root.is_orphan
        self.asked = root if is_here else None
        self.at = now()
        self.whose = wanted

    @property
    def is_usual(self) -> bool:
        """Whether nothing is asked for but the beginning of what everybody wrote."""
        return self.asked is None and self.whose == EVERYBODY

    @cached_property
    def roots(self) -> AnnotationQuerySet:
        """What begins the threads."""
        found = Annotation.objects.on(self.interview).begun_on_the_whole(self.reader)
        return narrowed(found, self.reader, self.whose)

    @property
    def wanted(self) -> Q:
        """The condition for all notes that come with the page."""
        first = self.roots.in_order().values("pk")[:FIRST]
        found = Q(pk__in=first) | Q(root__in=first)
        return found if self.asked is None else found | Q(pk=self.asked.pk) | Q(root=self.asked.pk)

    def counted(self, notes: AnnotationQuerySet) -> AnnotationQuerySet:
        """The notes with how much there is in all, for `render`: pages have no query to spare."""
        before = after = self.roots.none()
        if self.asked is not None:
            before, after = self.roots.before(self.asked), self.roots.after(self.asked)
        return notes.annotate(
            all_threads=_number(self.roots),
            all_notes=_number(_spoken(self.interview, self.roots, self.reader)),
            before_asked=_number(before),
            after_asked=_number(after),
        )

    def render(self, group: Sequence[Thread]) -> SafeString:
        """The list, of the threads that are `wanted` and `counted`."""
        if not group:
            return SafeString()
        total = group[0].root
        before: int = total.before_asked or 0  # type: ignore[attr-defined]
        is_apart = self.asked is not None and before >= FIRST and group[-1].root.pk == self.asked.pk
        first = group[:-1] if is_apart else group
        pieces: list[str] = [render_threads(first, self.interview, whose=self.whose)]
        rest = (total.all_threads or 0) - FIRST  # type: ignore[attr-defined]
        notes = (total.all_notes or 0) - sum(thread.count for thread in group)  # type: ignore[attr-defined]
        if is_apart and first:
            between = before - FIRST
            notes -= between
            pieces += [
                self._gap(first[-1], between, until=group[-1], notes=between),
                render_threads(group[-1:], self.interview, whose=self.whose),
            ]
            rest = total.after_asked or 0  # type: ignore[attr-defined]
        pieces.append(self._gap(group[-1], rest, notes=max(0, notes)))
        return join_safe(pieces)

    def _gap(self, last: Thread, count: int, *, until: Thread | None = None, notes: int = 0) -> SafeString:
        gap = Gap(Edge.of(last.root), Edge.of(until.root) if until else None, self.at, count, notes)
        return _render_gap(gap, self.interview) if count > 0 else SafeString()


@dataclass(frozen=True, slots=True)
class Part:
    """So many threads of the rest, and what still follows them."""

    threads: Sequence[Thread]
    gap: Gap | None

    def render(self, interview: Interview, wanted: str) -> SafeString:
        """The cards, and the link to the next part."""
        cards = render_threads(self.threads, interview, whose=wanted)
        return join_safe([cards, _render_gap(self.gap, interview)]) if self.gap else cards


def part_after(
    interview: Interview,
    reader: Reader,
    wanted: str,
    after: Edge | None,
    until: Edge | None = None,
    at: int | None = None,
) -> Part:
    """What follows the thread `after` (else the beginning), before `until`, of what there was `at` a time.

    `wanted` says whose (`annotations.whose`).
    """
    on_it = Annotation.objects.on(interview)
    roots = narrowed(on_it.begun_on_the_whole(reader), reader, wanted)
    most = PART if after else FIRST
    if at is not None:
        roots = roots.filter(created__lte=moment(at))
    seen = on_it.placed_for(reader).filter(root=None, start_block=None)
    roots = after.after(roots, seen) if after else roots
    roots = until.before(roots, seen) if until else roots
    chosen = list(roots.in_order().values_list("pk", flat=True)[: most + 1])
    notes = list(
        on_it.placed_for(reader).filter(Q(pk__in=chosen[:most]) | Q(root__in=chosen[:most])).with_people()
    )
    found = threads(notes, reader, reacted_to(notes, reader))
    if len(chosen) <= most or not found:
        return Part(found, None)
    rest = roots.after(found[-1].root)
    left = _spoken(interview, rest, reader).count()
    return Part(found, Gap(Edge.of(found[-1].root), until, now() if at is None else at, rest.count(), left))


def card_of(note: Annotation, reader: Reader, wanted: str) -> SafeString:
    """The card of its thread, up to this note. Where nothing of it is left, its place is kept for an undo."""
    root = note.root or note
    thread = thread_of(root.pk, reader)
    if thread is None:
        return join_safe([get_template("annotations/comments.html#nothing").render({"root": root})])
    shown = thread if note.root_id is None else thread.reaching(note)
    return render_threads([shown], note.interview, whose=wanted)


def _render_gap(gap: Gap, interview: Interview) -> SafeString:
    """The link to what does not come with the page."""
    template = get_template("annotations/comments.html#gap")
    return join_safe([template.render({"gap": gap, "interview": interview})])


def is_on_the_whole(note: Annotation) -> bool:
    """Whether its thread is about the interview as a whole."""
    root = note.root or note
    return root.start_block_id is None and not root.is_orphan


def _spoken(interview: Interview, roots: AnnotationQuerySet, reader: Reader) -> AnnotationQuerySet:
    """The notes in these threads that have something to say to this reader."""
    begun = roots.order_by().values("pk")
    there = Annotation.objects.on(interview).visible_to(reader).present()
    return there.filter(Q(pk__in=begun) | Q(root__in=begun))


def _number(rows: AnnotationQuerySet) -> Subquery:
    one: Any = rows.order_by().annotate(one=Value(1)).values("one")
    return Subquery(one.annotate(number=Count("*")).values("number"))
