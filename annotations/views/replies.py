"""Replies to comments and highlights."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.answers import changed, form_again, said_of, slow_down
from annotations.audiences import Audiences
from annotations.forms.annotations import AnnotationForm
from annotations.forms.bodies import BodyForm
from annotations.forms.names import NameForm
from annotations.forms.tags import NewTagsForm
from annotations.guests import become_guest
from annotations.models import Annotation
from annotations.permits import writes
from annotations.posting import Taken, default_for, reply
from annotations.readers import reader_of
from annotations.spam import is_too_often, judged
from annotations.tagging import save_tagged
from annotations.views.annotations import COMPOSER
from annotations.writing import Closed
from reader.begun import stamp
from reader.htmx import fragment
from reader.ids import uuid7
from reader.problems import refused


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def replies(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for a reply, and the reply itself."""
    parent = access.annotation_read(request, uid)
    known = reader_of(request).known
    audiences = Audiences(reader_of(request), parent)
    if request.method != "POST":
        name = None if known else NameForm()
        context = _context(request, parent, BodyForm(audiences=audiences), NewTagsForm(), name)
        return render(request, fragment(request, COMPOSER, "composer"), context)
    body = BodyForm(request.POST, audiences=audiences)
    kind = AnnotationForm(request.POST, audiences=audiences)
    tags, name = NewTagsForm(request.POST), None if known else NameForm(request.POST)
    again = partial(form_again, request, COMPOSER, "composer", _context(request, parent, body, tags, name))
    if not all([body.is_valid(), kind.is_valid(), tags.is_valid(), name is None or name.is_valid()]):
        return again()
    if is_too_often(request):
        return slow_down(request, again)
    reader = become_guest(request, *name.given) if name else reader_of(request)
    words, uid, names = body.cleaned_data["body"], kind.cleaned_data["uid"], tags.cleaned_data["tags"]
    audience = body.cleaned_data["visibility"] or default_for(parent, reader)
    try:
        standing = judged(request, reader, "\n".join([words, *names]), audience.visibility, uid)
        answer = save_tagged(names, lambda: reply(parent, reader, words, audience, uid, **standing))
    except (Taken, Closed):
        return refused(request, 409, _("Not saved. Please reload the page and try again."))
    say = said_of(answer, _("Reply saved"))
    return changed(request, answer, say, focus=f"#n-{answer.ref}", undo="deletion")


def _context(
    request: HttpRequest, parent: Annotation, body: BodyForm, tags: NewTagsForm, name: NameForm | None
) -> dict[str, object]:
    return {
        "interview": parent.interview,
        "parent": parent,
        "body_form": body,
        "tags_form": tags,
        "name_form": name,
        "carried": [("uid", request.POST.get("uid") or str(uuid7()))],
        "visibility": request.POST.get("visibility") or (parent.root or parent).audience,
        "form_id": f"reply-{parent.ref}",
        "action": reverse("annotations:replies", args=[parent.uid]),
        "label": _("Your reply"),
        "begun": request.POST.get("begun") or stamp(),
    }
