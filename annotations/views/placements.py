"""Placing an annotation again whose passage the text has left behind."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access, writing
from annotations.answers import changed, form_again, short
from annotations.forms.passages import PassageForm, WordsForm
from annotations.models import Annotation
from annotations.permalinks import place
from annotations.permits import writes
from annotations.reanchoring.placing import Text
from annotations.targets import blocks_of
from annotations.views.revisions import refuses_stale
from reader.htmx import fragment, wants_fragment
from reader.problems import refused

PLACEMENT = "annotations/placement.html"


@require_http_methods(["GET", "HEAD", "POST"])
@writes
@refuses_stale
def placement(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Likely passages to choose from, and a field for words; a POST names a passage or words."""
    annotation = access.annotation_placed(request, uid)
    if request.method != "POST":
        return render(request, fragment(request, PLACEMENT, "placement"), _context(request, annotation))
    if "words" in request.POST:
        return _by_words(request, annotation)
    form = PassageForm(request.POST, interview=annotation.interview)
    if not form.is_valid():
        messages = [str(e) for errors in form.errors.values() for e in errors]
        return refused(request, 422, " ".join(dict.fromkeys(messages)))
    return _placed(request, annotation, form.target)


def _by_words(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    form = WordsForm(request.POST)
    if form.is_valid():
        target = Text(annotation.interview).find(form.cleaned_data["words"], annotation)
        if target is not None:
            return _placed(request, annotation, target)
        form.add_error(
            "words", _("No passage reads like this. Copy the words from the text, or take fewer of them.")
        )
    return form_again(request, PLACEMENT, "placement", _context(request, annotation, form))


def _placed(request: HttpRequest, annotation: Annotation, target: dict[str, Any]) -> HttpResponse:
    before, words = blocks_of(annotation), target["exact"]
    writing.place_again(annotation, target)
    focus = place(annotation).partition("#")[2]
    shown = f'mark[data-a~="{annotation.ref}"]' if annotation.has_range else f"#{focus}"
    say = _("Placed again: “%s”") % short(words)
    return changed(request, annotation, say, also=before, focus=f"#{focus}", reveal=shown, orphans=True)


def _context(request: HttpRequest, annotation: Annotation, form: WordsForm | None = None) -> dict[str, Any]:
    return {
        "annotation": annotation,
        "interview": annotation.interview,
        "suggestions": list(Text(annotation.interview).suggestions(annotation)),
        "form": form or WordsForm(),
        "form_id": f"placement-{annotation.ref}",
        "action": reverse("annotations:placement", args=[annotation.uid]),
        "in_page": wants_fragment(request),
    }
