"""Asking the moderation to look at somebody's note."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.answers import form_again
from annotations.models import Annotation
from annotations.moderation import judging
from annotations.moderation.forms import FlagForm
from annotations.permits import writes
from annotations.readers import reader_of
from reader.htmx import done, fragment, leave_word, wants_fragment
from reader.limits import Limit
from reader.problems import refused, too_quick

FLAGGED = Limit("flag", times=20, seconds=600)
FLAG = "annotations/flag.html"


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def flag(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for a flag, and the flag itself. Readers known by name alone, and not of their own."""
    note = access.annotation_read(request, uid)
    reader = reader_of(request)
    if reader.owns(note) or not note.is_public:
        raise Http404
    if request.method != "POST":
        return render(request, fragment(request, FLAG, "flag"), _context(note, FlagForm()))
    if not reader.known:
        return refused(request, 403, _("Please sign in to flag a note."))
    form = FlagForm(request.POST)
    if not form.is_valid():
        return form_again(request, FLAG, "flag", _context(note, form))
    if FLAGGED.is_reached(request, reader.key):
        return too_quick(request, FLAGGED.seconds)
    FLAGGED.count(request, reader.key)
    judging.flag(reader, note, form.cleaned_data["complaint"], form.cleaned_data["words"])
    say = _("Thank you. The moderation will look at it.")
    if wants_fragment(request):
        return done(HttpResponse(), say, focus=f"#n-{note.ref}")
    leave_word(request, say)
    return redirect(note)


def _context(note: Annotation, form: FlagForm) -> dict[str, object]:
    return {
        "annotation": note,
        "interview": note.interview,
        "form": form,
        "form_id": f"flag-{note.ref}",
        "action": reverse("annotations:flag", args=[note.uid]),
    }
