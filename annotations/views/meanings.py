"""What the colours mean to a reader."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.answers import form_again
from annotations.meanings import MeaningsForm, meaning_of, set_meanings
from annotations.readers import known_only, reader_of
from reader.htmx import leave_to

COLOURS = "annotations/colours.html"


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def colours(request: HttpRequest) -> HttpResponse:
    """The form for the meanings of the four colours."""
    reader = reader_of(request)
    if request.method != "POST":
        return render(
            request, COLOURS, {"form": MeaningsForm(initial=meaning_of(reader)), "form_id": "colours"}
        )
    form = MeaningsForm(request.POST)
    if not form.is_valid():
        return form_again(request, COLOURS, "colours", {"form": form, "form_id": "colours"})
    set_meanings(reader, form.cleaned_data)
    return leave_to(request, reverse("annotations:notebook"), _("Saved"))
