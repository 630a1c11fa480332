"""The short address of a note: on to its place, or what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations import access
from annotations.permalinks import address_on_page
from annotations.readers import reader_of
from annotations.targets import blocks_of
from annotations.threads import is_settled


@require_safe
def permalink(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the note in its interview.

    410 for one that is deleted and that this reader could read; 404, in the same words as for what never
    was there, for others.
    """
    found = access.annotation_once_read(request, uid)
    if found is None:
        say = _("This note does not exist, or it is not open to you.")
        return render(request, "annotations/gone.html", {"title": say}, status=404)
    root = found.root or found
    if found.deleted is None:
        # Beside the text stands what was decided on for its author alone.
        stands = not is_settled(root) or reader_of(request).owns(root)
        return redirect(address_on_page(found) if stands else found)
    blocks = blocks_of(root) if access.shows_place(request, root) else []
    context = {
        "title": _("This note was deleted."),
        "interview": found.interview,
        "place": blocks[0] if blocks else None,
    }
    return render(request, "annotations/gone.html", context, status=410)
