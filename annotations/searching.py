"""What readers wrote, for the search: kept findable here, found by those who may see it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.markdown import to_text
from annotations.models import Annotation
from annotations.permalinks import place
from annotations.queries import AnnotationQuerySet
from annotations.readers import reader_of
from reader.layers import Found, Layer
from reader.models import Interview
from reader.searching.index import forget_other, index_other

NOTE = "note"


def index_notes(notes: Iterable[Annotation], *, new: bool = False) -> None:
    """Make the words of these notes findable as they are now, in the transaction that writes them.

    Whether a note is deleted, hidden or private matters only when somebody searches. Of `new` ones nothing
    is there yet.
    """
    by_interview: dict[Interview, list[Annotation]] = {}
    for note in notes:
        by_interview.setdefault(note.interview, []).append(note)
    for interview, some in by_interview.items():
        index_other(interview, NOTE, [(note.pk, note.body) for note in some], new=new)


def forget_note(sender: type[Annotation], instance: Annotation, **signal: object) -> None:
    """Receiver of `post_delete`: of what is deleted for good nothing is kept."""
    forget_other(NOTE, [instance.pk])


class SearchLayer(Layer):
    """Adds nothing to the text; lets searches find what readers wrote."""

    @classmethod
    def searched(cls, request: HttpRequest) -> Mapping[str, QuerySet[Any, Any]]:
        return {NOTE: _seen(request).exclude(body="").values("pk")}

    @classmethod
    def found(cls, source: str, keys: Sequence[int], request: HttpRequest) -> Mapping[int, Found]:
        if source != NOTE:
            return {}
        notes = _seen(request).filter(pk__in=keys).with_people()
        notes = notes.select_related("root__start_block", "start_block", "interview")
        return {
            note.pk: Found(to_text(note.body), note.author, place(note))
            for note in notes.defer("interview__source")
        }

    @classmethod
    def reindex(cls, interview: Interview) -> None:
        notes = Annotation.objects.on(interview).exclude(body="").values_list("pk", "body")
        index_other(interview, NOTE, notes)


def _seen(request: HttpRequest) -> AnnotationQuerySet:
    return Annotation.objects.visible_to(reader_of(request)).present()
