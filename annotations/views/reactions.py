"""Reacting to a note, and resolving a thread."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import access, reacting
from annotations.answers import changed, form_again, slow_down
from annotations.forms.names import NameForm
from annotations.forms.reactions import ReactionForm
from annotations.guests import become_guest
from annotations.models import Annotation, Emoji
from annotations.permits import writes
from annotations.readers import reader_of
from annotations.spam import is_too_often
from reader.problems import refused

REACTIONS = "annotations/reactions.html"


@require_POST
@writes
def reactions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """React with `emoji`, or no more with the one that is posted as `without`. Visitors give a name first."""
    annotation = access.annotation_read(request, uid)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, _("Please choose one of the reactions."))
    emoji, taken_back = form.chosen
    reader, name = reader_of(request), None
    if not reader.known:
        name = NameForm(request.POST if "name" in request.POST else None)
        if not name.is_valid():
            return _ask_name(request, annotation, emoji, name)
    if not taken_back and is_too_often(request, "reaction"):
        return slow_down(request, None)
    if name is not None:
        reader = become_guest(request, name.cleaned_data["name"])
    if taken_back:
        reacting.take_back(annotation, reader, emoji)
        say = _("Reaction taken back: %s")
    else:
        reacting.react(annotation, reader, emoji)
        say = _("You reacted: %s")
    values = {"emoji" if taken_back else "without": emoji.value}
    focus = f"#n-{annotation.ref}"
    if emoji in annotation.reaction_counts:
        focus = f'[hx-post*="{annotation.uid}"][value="{emoji}"]'
    return changed(request, annotation, say % emoji.label, focus=focus, undo="reactions", values=values)


def _ask_name(request: HttpRequest, annotation: Annotation, emoji: Emoji, name: NameForm) -> HttpResponse:
    context = {
        "annotation": annotation,
        "interview": annotation.interview,
        "emoji": emoji,
        "name_form": name,
        "form_id": f"slot-{annotation.ref}",
    }
    return form_again(request, REACTIONS, "name", context)


@require_POST
@writes
def resolution(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mark a thread as resolved, or open it again where `resolved` is empty."""
    root = access.annotation_read(request, uid)
    if not access.may_resolve(request, root):
        raise Http404
    if request.POST.get("resolved"):
        reacting.resolve(root, reader_of(request))
        say, before = _("Marked as resolved"), ""
    else:
        reacting.reopen(root)
        say, before = _("Open again"), "1"
    focus = f"#n-{root.ref}"
    return changed(request, root, say, focus=focus, undo="resolution", values={"resolved": before})
