"""Taking over a site's old comments: as comments on whole interviews, with their threads, names and dates."""

import time
from collections.abc import Iterable, Sequence
from itertools import batched, islice
from math import inf
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes import count_up
from annotations.models import Annotation, Guest, Motivation, Visibility
from annotations.old_comments.importers import OldComment
from annotations.old_comments.pages import Page, answered, is_of_old, name, parents_of, taken_over
from annotations.queries import AnnotationQuerySet
from annotations.searching import index_notes
from reader.models import Interview
from reader.rows import BATCH
from reader.text import is_visible

LONGEST_NAME = 80
# Comments by name; None where one has no words to show.
type Rows = dict[str, Annotation | None]


def take_over(pages: Sequence[Page], seconds: float = inf) -> None:
    """Store what is new of the comments that were shown, of the pages that belong to an interview.

    What there is no time for is counted as `left`: the next attempt goes on there.
    """
    until = time.monotonic() + seconds
    for page in pages:
        if page.interview is not None:
            _store(page, page.interview, until)


def _store(page: Page, interview: Interview, until: float) -> None:
    own, shown = Annotation.objects.on(interview), page.shown
    known = {origin for _interview, origin in taken_over(own)}
    waiting = {origin: one for origin, one in shown.items() if origin not in known}
    page.known = len(shown) - len(waiting)
    above = answered(waiting, parents_of(page.comments), shown)
    there = _rows(own, known.intersection(above.values()))
    guests = _guests(interview, {_author(comment) for comment in waiting.values()})
    page.new = page.threads = 0
    # Step by step: an answer needs what it answers, and nobody else is to wait long for the database.
    while waiting and time.monotonic() < until:
        ready = list(islice((one for one in waiting if not above[one] or above[one] in there), BATCH))
        if not ready:
            break
        notes = [
            _annotation(interview, waiting.pop(one), guests, there.get(above[one]))
            for one in ready
            if time.monotonic() < until
        ]
        stored, met = _some(interview, [note for note in notes if is_visible(note.body)])
        there |= dict.fromkeys(ready) | met | {note.origin: note for note in stored}
        page.new += len(stored)
        page.known += len(met)
        page.threads += sum(note.root is None for note in stored)
    page.left = len(waiting) if time.monotonic() >= until else 0
    page.hidden = len(page.comments) - page.new - page.known - page.left


@transaction.atomic
def _some(interview: Interview, notes: Sequence[Annotation]) -> tuple[list[Annotation], Rows]:
    """Store these. Returns those that are new, and those that somebody else has stored meanwhile."""
    # Whoever else takes over the same comments waits, and then finds them there.
    Interview.objects.select_for_update().filter(pk=interview.pk).values_list("pk").first()
    met = _rows(Annotation.objects.on(interview), [note.origin for note in notes])
    new = [note for note in notes if note.origin not in met]
    Annotation.objects.bulk_create(new, batch_size=BATCH)
    index_notes(new)
    if new:
        count_up(interview.pk)
    return new, met


def _rows(notes: AnnotationQuerySet, names: Iterable[str]) -> Rows:
    """The old comments of these names."""
    found: Rows = {}
    for some in batched(names, BATCH, strict=False):
        rows = notes.filter(origin__in=some, guest__isnull=False).select_related("root", "guest")
        found |= {row.origin: row for row in rows if row.guest and is_of_old(row.guest.uid)}
    return found


def _annotation(
    interview: Interview, comment: OldComment, guests: dict[str, Guest], parent: Annotation | None
) -> Annotation:
    written = comment.written or timezone.now()
    return Annotation(
        interview=interview,
        guest=guests[_author(comment)],
        motivation=Motivation.REPLYING if parent else Motivation.COMMENTING,
        body=comment.text,
        visibility=Visibility.PUBLIC,
        created=written,
        modified=written,
        anchored_revision=interview.revision,
        origin=name(comment.origin),
        # By number: notes that hold each other in a long row are not let go of.
        reply_to_id=parent.pk if parent else None,
        root=(parent.root or parent) if parent else None,
    )


def _guests(interview: Interview, names: set[str]) -> dict[str, Guest]:
    """One guest for each name on this interview: nobody's browser holds what they wrote.

    Their ids are made from interview and name, so that a comment can't be there twice.
    """
    uids: dict[str, UUID] = {name: uuid5(interview.uid, name) for name in names}
    Guest.objects.bulk_create(
        [Guest(uid=uid, name=name) for name, uid in uids.items()], batch_size=BATCH, ignore_conflicts=True
    )
    found = {guest.uid: guest for guest in Guest.objects.filter(uid__in=uids.values())}
    return {name: found[uid] for name, uid in uids.items()}


def _author(comment: OldComment) -> str:
    name = " ".join(comment.author.split())[:LONGEST_NAME].strip()
    # Some have typed their address where a name was asked for: it stays with the old site.
    name = name.partition("@")[0] if "@" in name else name
    return name if is_visible(name) else _("Guest")
