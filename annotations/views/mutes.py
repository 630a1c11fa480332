"""Hearing no more of a thread."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import access
from annotations.notices.choosing import mute
from annotations.permalinks import place
from annotations.readers import reader_of
from reader.htmx import done, leave_to, wants_fragment
from reader.problems import refused


@require_POST
def muting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mute the thread that this note is in; with `muted=0` hear of it again."""
    found = access.annotation_read(request, uid)
    reader = reader_of(request)
    if not reader.known:
        return refused(request, 403, _("This is not open to you."))
    muted = request.POST.get("muted") != "0"
    mute(found.root or found, reader, muted=muted)
    say = _("Thread muted: you hear no more of it") if muted else _("You hear of this thread again")
    if not wants_fragment(request):
        return leave_to(request, place(found), say)
    context = {"annotation": found, "muted": muted}
    return done(render(request, "annotations/mute.html", context), say, focus=f"#mute-{found.ref} button")
