"""What else can be done with a note, beside the buttons on its card."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import access
from annotations.audiences import Audiences
from annotations.forms.audiences import VisibilityForm
from annotations.models import Emoji, Mute, Reaction
from annotations.permalinks import permalink
from annotations.readers import reader_of
from reader.access import may_edit
from reader.htmx import fragment


@require_safe
def actions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The panel of further actions: in the note's card for htmx, a page for everyone else."""
    found = access.annotation_read(request, uid)
    reader = reader_of(request)
    mine = reader.owns(found)
    audiences = Audiences(reader, found.reply_to) if mine else None
    own = set(Reaction.objects.by(reader).filter(annotation=found).values_list("emoji", flat=True))
    context = {
        "annotation": found,
        "interview": found.interview,
        "mine": mine,
        "may_decide": may_edit(request.user, found.interview),
        "form": VisibilityForm(audiences=audiences),
        "emojis": [(emoji, emoji.value in own) for emoji in Emoji],
        "may_resolve": access.may_resolve(request, found),
        "resolution": getattr(found, "resolution", None),
        "muted": Mute.objects.by(reader).filter(root=found.root_id or found.pk).exists(),
        "address": request.build_absolute_uri(permalink(found)),
    }
    return render(request, fragment(request, "annotations/actions.html", "panel"), context)
