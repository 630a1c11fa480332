"""Suggesting other words for a passage; and all suggestions of an interview, for whoever decides on them."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from annotations import access
from annotations.answers import changed, form_again, said_of, slow_down
from annotations.composing import CARRIED
from annotations.forms.names import NameForm
from annotations.guests import become_guest
from annotations.models import Annotation, Suggestion, Visibility
from annotations.notes import Note
from annotations.permits import writes
from annotations.posting import Taken
from annotations.readers import reader_of
from annotations.spam import is_too_often, judged
from annotations.suggestions.accepting import accept, apart
from annotations.suggestions.forms import WordingForm
from annotations.suggestions.suggesting import NotOpen, Proposal
from annotations.writing import Stale
from reader.access import account, may_edit
from reader.begun import stamp
from reader.htmx import done, fragment, leave_word, wants_fragment
from reader.ids import uuid7
from reader.models import Block, Interview
from reader.problems import refused

COMPOSER = "annotations/suggest.html"
LIST = "annotations/suggestions.html"
A_PAGE = 50
# So many of those that are settled are shown, the latest.
SETTLED = 50


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for other words (`?block=` says where), and a suggestion that is sent with it."""
    interview = access.interview_read(request, slug)
    name = None if reader_of(request).known else NameForm(request.POST or None)
    if request.method != "POST":
        block = interview.block(request.GET.get("block", ""))
        if block is None:
            raise Http404
        context = _composer(request, interview, block, WordingForm(), name)
        return render(request, fragment(request, COMPOSER, "composer"), context)
    proposal = Proposal(interview, request.POST)
    if proposal.problems and (wants_fragment(request) or proposal.block is None):
        return refused(request, 422, " ".join(proposal.problems))
    again = partial(_ask_again, request, interview, proposal, name)
    if not proposal.is_valid() or (name is not None and not name.is_valid()):
        return again()
    if is_too_often(request):
        return slow_down(request, again)
    reader = become_guest(request, name.cleaned_data["name"]) if name is not None else reader_of(request)
    try:
        standing = judged(request, reader, proposal.said, Visibility.PUBLIC, proposal.uid)
        annotation, is_own = proposal.save(reader, **standing)
    except (Taken, Stale):
        return refused(request, 409, _("Not saved. Please reload the page and try again."))
    if not is_own:
        say = _("This has been suggested already. Now you support it.")
        return changed(request, annotation, say, focus=f"#n-{annotation.ref}")
    say = said_of(annotation, _("Suggested"))
    return changed(request, annotation, say, focus=f"#n-{annotation.ref}", undo="deletion")


def _ask_again(
    request: HttpRequest, interview: Interview, proposal: Proposal, name: NameForm | None
) -> HttpResponse:
    context = _composer(request, interview, proposal.block, proposal.wording, name)
    return form_again(request, COMPOSER, "composer", context | {"problems": proposal.problems})


def _composer(
    request: HttpRequest, interview: Interview, block: Block | None, form: WordingForm, name: NameForm | None
) -> dict[str, Any]:
    sent = {field: request.POST.get(field, "") for field in CARRIED}
    key = block.key if block else sent["start_block"]
    sent |= {"start_block": key, "uid": request.POST.get("uid") or str(uuid7())}
    return {
        "interview": interview,
        "about": block,
        "form": form,
        "name_form": name,
        "carried": list(sent.items()),
        "quote": sent["exact"],
        "form_id": f"suggest-{key}",
        "begun": request.POST.get("begun") or stamp(),
        "action": reverse("annotations:suggest", args=[interview.slug]),
        # On a page of its own nothing can be selected: the passage is named by its words.
        "by_words": not wants_fragment(request),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """All suggestions of an interview; a POST accepts the open ones that do not overlap."""
    interview = access.interview_read(request, slug)
    if not may_edit(request.user, interview):
        raise Http404
    if request.method != "POST":
        return render(request, fragment(request, LIST, "list"), _listed(request, interview))
    try:
        accepted = accept(
            interview, [note.suggestion for note in _open(request, interview)], account(request)
        )
    except NotOpen:
        return refused(request, 409, _("None of these suggestions is open any more. Nothing was changed."))
    words = ngettext("%d suggestion accepted", "%d suggestions accepted", len(accepted))
    return answer_in_list(request, interview, words % len(accepted))


def answer_in_list(request: HttpRequest, interview: Interview, say: str) -> HttpResponse:
    """The list after something was decided in it."""
    if not wants_fragment(request):
        leave_word(request, say)
        return redirect("annotations:suggestions", interview.slug)
    response = render(request, f"{LIST}#list", _listed(request, interview))
    return done(reswap(retarget(response, "#suggestions"), "outerHTML"), say, focus="#suggestions")


def _seen(request: HttpRequest, interview: Interview) -> Any:
    notes = Annotation.objects.on(interview).visible_to(reader_of(request)).present().suggestions()
    return notes.with_people().select_related("start_block__speaker", "suggestion__decided_by")


def _open(request: HttpRequest, interview: Interview) -> Any:
    """Those that are open: what most support comes first, then what came first."""
    return _seen(request, interview).open_suggestions().order_by("-suggestion__supporters", "pk")


def _listed(request: HttpRequest, interview: Interview) -> dict[str, Any]:
    waiting = list(_open(request, interview))
    alone = len(apart(_of(waiting)))
    waiting.sort(key=lambda note: (note.start_block.position, note.start, note.pk))
    settled = _seen(request, interview).exclude(suggestion__status="open").order_by("-suggestion__decided")
    return {
        "interview": interview,
        "page": Paginator([Note(note) for note in waiting], A_PAGE).get_page(request.GET.get("page")),
        "count": len(waiting),
        "alone": alone,
        "settled": [Note(note) for note in settled[:SETTLED]],
        "address": reverse("annotations:suggestions", args=[interview.slug]),
    }


def _of(notes: list[Annotation]) -> list[Suggestion]:
    for note in notes:
        note.suggestion.annotation = note
    return [note.suggestion for note in notes]
