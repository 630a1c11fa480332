"""Addresses of single notes: `/a/<uid>/` leads to the interview's page with `?note=<uid>`.

People are led on to the note in its place; the page is asked for by a query, not only by a fragment, so
that the server knows it too: it opens folded threads without scripts, and what crawlers read at that
address (title, words, picture) is about the note.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.models import Annotation
from annotations.readers import reader_of
from annotations.whole import is_on_the_whole
from reader.ids import uid_in
from reader.models import Interview
from reader.sharing import shortened

PARAMETER = "note"


def permalink(annotation: Annotation) -> str:
    """The short address of an annotation."""
    return reverse("annotations:permalink", args=[annotation.uid])


def address_on_page(annotation: Annotation) -> str:
    """Where on its interview's page an annotation is, with the query that makes the page show it."""
    path = f"{annotation.interview.get_absolute_url()}?{PARAMETER}={annotation.uid}"
    anchor = f"n-{annotation.ref}"
    if annotation.is_highlight and not annotation.is_orphan:
        # Many highlights have no card before it is asked for; their block is always there.
        anchor = _block_of(annotation)
    return f"{path}#{anchor}"


def place(annotation: Annotation, *, in_thread: bool = True) -> str:
    """Where on the page the annotation is: its note, or its passage; of a deleted reply its thread.

    `in_thread` says whether the reader may know where that is.
    """
    note = annotation
    if in_thread and note.deleted is None and is_on_the_whole(note):
        # It may be in a part of the list that does not come with the page.
        return address_on_page(note)
    if annotation.deleted is not None and annotation.root is not None:
        note = annotation.root if in_thread else annotation
    anchor = f"n-{note.ref}"
    if note.is_highlight or note.deleted is not None:
        anchor = _block_of(note)
    return f"{annotation.interview.get_absolute_url()}#{anchor}"


def _block_of(note: Annotation) -> str:
    """The name within the page of the block where it begins; without one, of the list at the end."""
    return f"t-{note.start_block.key}" if note.start_block is not None else "comments"


def note_asked_for(interview: Interview, request: HttpRequest) -> Annotation | None:
    """The note that the page's address names, if this reader may see it. Looked up once for a request."""
    kept = request.__dict__.setdefault("_asked", {})
    if interview.pk not in kept:
        kept[interview.pk] = _look_up(interview, request)
    return kept[interview.pk]


def reach(request: HttpRequest, annotation: Annotation) -> None:
    """Let what is rendered for this request reach this note, as if the address named it."""
    request.__dict__["_asked"] = {annotation.interview_id: annotation}


def _look_up(interview: Interview, request: HttpRequest) -> Annotation | None:
    uid = uid_in(request.GET.get(PARAMETER, ""))
    if uid is None:
        return None
    visible = Annotation.objects.on(interview).named(uid).visible_to(reader_of(request)).present()
    return visible.select_related("creator", "guest", "start_block", "root__start_block").first()


def sharing(annotation: Annotation, interview: Interview) -> Mapping[str, Any]:
    """What is told of an address that names this note: only what everybody may see of it."""
    root = annotation.root or annotation
    if not (annotation.is_public and root.is_public):
        return {}
    words = shortened(root.exact)
    if annotation.body:
        about = _("%(name)s: %(words)s") % {"name": annotation.author, "words": shortened(annotation.said)}
        words = _("%(about)s – “%(words)s”") % {"about": about, "words": words} if words else about
    return {
        "description": words,
        "url": permalink(annotation),
        "image": reverse("annotations:card", args=[annotation.uid, "png"]),
    }
