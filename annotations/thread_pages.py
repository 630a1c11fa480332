"""One thread by itself: on a page of its own, as a card, or the part of it that follows a reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from annotations.meanings import meaning_of
from annotations.models import Annotation
from annotations.notes import Note
from annotations.queries import AnnotationQuerySet
from annotations.reacting import reacted_to
from annotations.readers import Reader
from annotations.thread_cards import render_threads
from annotations.threads import Thread, threads
from reader.kept import Kept
from reader.prepared import prepared
from reader.rendering import join_safe

# What visitors see of a thread is the same for all of them until the interview's page changes.
_kept: Kept[str] = Kept(16 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Shown:
    """A thread's card, and which of its notes are the reader's own."""

    card: SafeString
    own: Sequence[Note] = ()


def show(
    found: Annotation, reader: Reader, *, after: tuple[UUID, ...], is_page: bool, may_decide: bool = False
) -> Shown:
    """The thread of this annotation as far as to it, or what follows the replies `after`.

    A page shows (nearly) all of it, a card the beginning with a link to the next part. `may_decide`
    says whether the reader decides on suggestions.
    """
    name = (found.uid, found.interview.version, get_language(), after, is_page)
    html = None if reader.known else _kept.get(name)
    if html is not None:
        return Shown(join_safe([html]))
    thread = thread_of(found.root_id or found.pk, reader) or Thread.alone(found, reader)
    thread = thread.after(after) if after else thread.reaching(found)
    if after and not is_page:
        html = render_to_string("annotations/thread.html#rest", {"thread": thread})
    else:
        card = thread.unfolded() if is_page else thread
        meanings = meaning_of(reader)
        html = render_threads([card], found.interview, may_decide=may_decide, meanings=meanings)
    if not reader.known:
        _kept.keep(name, html)
    own = [note for note in thread.notes if note.mine and not note.deleted]
    return Shown(join_safe([html]), own)


def thread_of(root: int, reader: Reader) -> Thread | None:
    """The thread that begins with this annotation (primary key), as far as there is something to read."""
    notes = _notes_of(root, *reader.pks, kind=reader.kind)
    return next(iter(threads(notes, reader, reacted_to(notes, reader))), None)


@prepared
def _notes_of(root: int, *who: int, kind: str) -> AnnotationQuerySet:
    placed = Annotation.objects.placed_for(Reader.of(kind, *who))
    return placed.filter(Q(pk=root) | Q(root=root)).with_people()
