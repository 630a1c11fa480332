"""Replies to comments and highlights."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.answers import changed, form_again
from annotations.audiences import Audiences
from annotations.forms import AnnotationForm, BodyForm, NameForm
from annotations.models import Annotation
from annotations.readers import become_guest, reader_of
from annotations.views.annotations import COMPOSER
from annotations.writing import Closed, Taken, reply
from reader.htmx import fragment
from reader.ids import uuid7
from reader.problems import refused


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for a reply, and the reply itself."""
    parent = access.annotation_read(request, uid)
    known = reader_of(request).known
    audiences = Audiences(reader_of(request), parent)
    if request.method != "POST":
        context = _context(request, parent, BodyForm(audiences=audiences), None if known else NameForm())
        return render(request, fragment(request, COMPOSER, "composer"), context)
    body = BodyForm(request.POST, audiences=audiences)
    kind = AnnotationForm(request.POST, audiences=audiences)
    name = None if known else NameForm(request.POST)
    if not all([body.is_valid(), kind.is_valid(), name is None or name.is_valid()]):
        return form_again(request, COMPOSER, "composer", _context(request, parent, body, name))
    reader = become_guest(request, name.cleaned_data["name"]) if name else reader_of(request)
    data = body.cleaned_data
    try:
        answer = reply(parent, reader, data["body"], data["visibility"], kind.cleaned_data["uid"])
    except (Taken, Closed):
        return refused(request, 409, _("Not saved. Please reload the page and try again."))
    return changed(request, answer, _("Reply saved"), focus=f"#n-{answer.ref}", undo="deletion")


def _context(request: HttpRequest, parent: Annotation, body: BodyForm, name: NameForm | None) -> dict:
    return {
        "interview": parent.interview,
        "parent": parent,
        "body_form": body,
        "name_form": name,
        "carried": [("uid", request.POST.get("uid") or str(uuid7()))],
        "visibility": request.POST.get("visibility") or (parent.root or parent).audience,
        "form_id": f"reply-{parent.ref}",
        "action": reverse("annotations:replies", args=[parent.uid]),
        "label": _("Your reply"),
    }
