"""Who may see and change one annotation. Strangers learn nothing: not theirs and not there are both 404."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from annotations.models import Annotation, Group, State, Suggestion
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader, reader_of
from annotations.rewording import ends
from reader.access import interview_read as interview_read
from reader.access import may_edit
from reader.models import Interview
from reader.prepared import prepared


def annotation_read(request: HttpRequest, uid: UUID) -> Annotation:
    """The annotation, if this reader may see it. Raises Http404."""
    found = annotation_once_read(request, uid)
    if found is None or found.deleted is not None:
        raise Http404
    return found


def annotation_once_read(request: HttpRequest, uid: UUID) -> Annotation | None:
    """The annotation, be it deleted by now, if this reader may see it or could."""
    return _named(reader_of(request), uid, own=False)


def annotation_write(request: HttpRequest, uid: UUID, *, deleted: bool = False) -> Annotation:
    """The annotation, if it is this reader's own; a deleted one only on request. Raises Http404."""
    found = _named(reader_of(request), uid, own=True)
    if found is None or (found.deleted is not None and not deleted):
        raise Http404
    return found


def annotation_placed(request: HttpRequest, uid: UUID) -> Annotation:
    """The annotation, if this reader may say where in the text it belongs. Raises Http404."""
    found = annotation_read(request, uid)
    if not may_place(request, found, found.interview):
        raise Http404
    return found


def suggestion_read(request: HttpRequest, uid: UUID) -> Suggestion:
    """The suggestion, if this reader may see it. Raises Http404."""
    found = annotation_read(request, uid)
    suggestion = getattr(found, "suggestion", None)
    if suggestion is None:
        raise Http404
    return suggestion


def suggestion_decided(request: HttpRequest, uid: UUID) -> Suggestion:
    """The suggestion, if this reader made it or may change the text. Raises Http404."""
    suggestion = suggestion_read(request, uid)
    found = suggestion.annotation
    if not (reader_of(request).owns(found) or may_edit(request.user, found.interview)):
        raise Http404
    return suggestion


def may_place(request: HttpRequest, annotation: Annotation, interview: Interview) -> bool:
    """Whether this reader may say where it belongs, after the text has changed under it.

    Its owner may, and for what everybody sees whoever may change the text.
    """
    if annotation.deleted is not None or annotation.state not in (State.CHANGED, State.ORPHANED):
        return False
    if annotation.is_suggestion:
        # It is about these very words: where they are gone, it is outdated.
        return False
    by_editor = annotation.is_public and may_edit(request.user, interview)
    return by_editor or reader_of(request).owns(annotation)


def group_read(request: HttpRequest, uid: UUID) -> Group:
    """The group, if this reader is in it. Raises Http404."""
    return get_object_or_404(Group.objects.of(reader_of(request)).select_related("owner"), uid=uid)


def group_owned(request: HttpRequest, uid: UUID) -> Group:
    """The group, if it is this reader's own. Raises Http404 for who is not in it, else PermissionDenied."""
    group = group_read(request, uid)
    if group.owner_id != request.user.pk:
        raise PermissionDenied
    return group


def may_resolve(request: HttpRequest, annotation: Annotation) -> bool:
    """Whether this reader may say that its thread is settled: who began it, and whose interview it is."""
    if annotation.root_id is not None:
        return False
    return reader_of(request).owns(annotation) or may_edit(request.user, annotation.interview)


def shows_place(request: HttpRequest, root: Annotation) -> bool:
    """Whether this reader may know where in the text the thread of this root is."""
    return root.keeps_place or reader_of(request).sees(root)


def reword_until(annotation: Annotation) -> datetime | None:
    """Until when its owner may change its words; None where that has no end."""
    end = ends(annotation)
    if end is None or (not annotation.is_public and not annotation.answers.exists()):
        return None
    return end


def _named(reader: Reader, uid: UUID, *, own: bool) -> Annotation | None:
    """The annotation, if this reader may see it, or only if it is their `own`."""
    return next(iter(_among(uid, *reader.pks, kind=reader.kind, own=own)), None)


@prepared
def _among(uid: UUID, *who: int, kind: str, own: bool) -> AnnotationQuerySet:
    reader = Reader.of(kind, *who)
    readable = Interview.objects.readable_by(reader.user or AnonymousUser()).values("pk")
    named = Annotation.objects.named(uid)
    return (
        (named.by(reader) if own else named.visible_to(reader))
        .filter(interview__in=readable)
        .with_people()
        .select_related("interview", "start_block", "end_block", "root", "reply_to")
        .defer("interview__source")
    )
