"""What becomes of a suggestion: its interview's editors decide, other readers support it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from annotations import access
from annotations.answers import changed, form_again, short, slow_down
from annotations.forms.names import NameForm
from annotations.guests import become_guest
from annotations.models import Status, Suggestion
from annotations.permits import writes
from annotations.readers import reader_of
from annotations.spam import is_too_often
from annotations.suggestions.accepting import TextMovedOn, accept, take_back
from annotations.suggestions.forms import DecisionForm
from annotations.suggestions.suggesting import NotOpen, close, no_longer_support, open_again, support
from annotations.targets import blocks_of
from annotations.views.suggestions import answer_in_list
from reader.access import account, may_edit
from reader.htmx import fragment, wants_fragment
from reader.models import Block
from reader.problems import refused

DECISION = "annotations/decision.html"
SUPPORT = "annotations/support.html"


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form with all that can be decided, and a decision: accepted, declined, withdrawn, or open again."""
    suggestion = access.suggestion_decided(request, uid)
    if request.method != "POST":
        context = _context(request, suggestion, DecisionForm())
        return render(request, fragment(request, DECISION, "decision"), context)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return form_again(request, DECISION, "decision", _context(request, suggestion, form))
    status = form.cleaned_data["status"]
    if not _may(request, suggestion, status):
        raise Http404
    before = [block.pk for block in blocks_of(suggestion.annotation)]
    versions = _versions(suggestion)
    try:
        say = _decide(request, suggestion, status, form.cleaned_data["reply"])
    except (NotOpen, TextMovedOn) as problem:
        return refused(request, 409, _why_not(problem) % short(suggestion.words))
    return _decided(request, suggestion, say, [*before, *_changed_since(suggestion, versions)])


def _may(request: HttpRequest, suggestion: Suggestion, status: str) -> bool:
    """Withdrawing is for whoever made it, deciding for whoever may change the text."""
    own = status == Status.WITHDRAWN or (status, suggestion.status) == (Status.OPEN, Status.WITHDRAWN)
    annotation = suggestion.annotation
    return reader_of(request).owns(annotation) if own else may_edit(request.user, annotation.interview)


def _decide(request: HttpRequest, suggestion: Suggestion, status: str, why: str) -> str:
    """Do it; says what was done. Raises NotOpen or TextMovedOn."""
    interview = suggestion.annotation.interview
    if status == Status.ACCEPTED:
        accept(interview, [suggestion], account(request))
        return _("Accepted. The text is changed.")
    if status == Status.OPEN and suggestion.status == Status.ACCEPTED:
        take_back(interview, suggestion, account(request))
        return _("The text is as it was; the suggestion is open again.")
    if status == Status.OPEN:
        open_again(suggestion, reader_of(request).user)
        return _("The suggestion is open again.")
    close(suggestion, status, reader_of(request).user, why if status == Status.DECLINED else "")
    return _("Declined") if status == Status.DECLINED else _("Withdrawn")


def _decided(request: HttpRequest, suggestion: Suggestion, say: str, blocks: list[int]) -> HttpResponse:
    annotation = access.annotation_read(request, suggestion.annotation.uid)
    if "list" in request.POST:
        return answer_in_list(request, annotation.interview, say)
    undo = "" if request.POST["status"] == Status.OPEN else "decision"
    also = Block.objects.filter(pk__in=blocks).select_related("speaker").order_by("position")
    focus = f"#t-{annotation.start_block.key}" if annotation.start_block else "#comments"
    values = {"status": Status.OPEN.value}
    return changed(request, annotation, say, also=also, focus=focus, orphans=True, undo=undo, values=values)


def _versions(suggestion: Suggestion) -> dict[int, int]:
    blocks = Block.objects.filter(interview=suggestion.interview_id)
    return dict(blocks.values_list("pk", "version"))


def _changed_since(suggestion: Suggestion, versions: dict[int, int]) -> list[int]:
    """The blocks that look otherwise now: notes that stood on the words may have moved or be gone."""
    return [pk for pk, version in _versions(suggestion).items() if versions.get(pk) != version]


def _why_not(problem: Exception) -> str:
    if isinstance(problem, TextMovedOn):
        return _("The text has been changed since “%s” was accepted. The history has the text as it was.")
    return _(
        "This suggestion is not open any more, or the passage says something else by now. "
        "Nothing was changed; suggested was: “%s”"
    )


def _context(request: HttpRequest, suggestion: Suggestion, form: DecisionForm) -> dict[str, object]:
    annotation = suggestion.annotation
    return {
        "annotation": annotation,
        "interview": annotation.interview,
        "suggestion": suggestion,
        "form": form,
        "form_id": f"decision-{annotation.ref}",
        "may_decide": may_edit(request.user, annotation.interview),
        "mine": reader_of(request).owns(annotation),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def supporting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that one would change the passage in the same way (or, with `back`, not any more).

    Focus stays on the button that says so, or goes to it from the form that has asked for a name.
    """
    suggestion = access.suggestion_read(request, uid)
    reader = reader_of(request)
    name = None if reader.known else NameForm(request.POST if "name" in request.POST else None)
    if request.method != "POST" or (name is not None and not name.is_valid()):
        return _support_form(request, suggestion, name)
    wants_it = not {"back", "undo"} & set(request.POST)
    if wants_it and is_too_often(request, "reaction"):
        return slow_down(request, None)
    if name is not None:
        reader = become_guest(request, name.cleaned_data["name"])
    focus = f'[action$="{request.path}"] > button'
    if not wants_it:
        no_longer_support(suggestion, reader)
        return changed(request, suggestion.annotation, _("You do not support it any more."), focus=focus)
    try:
        new = support(suggestion, reader)
    except NotOpen:
        return refused(request, 409, _why_not(NotOpen()) % short(suggestion.words))
    if reader.owns(suggestion.annotation):
        return refused(request, 422, _("You have suggested this yourself."))
    say = _("You would change it in the same way.") if new else _("You support this already.")
    return changed(request, suggestion.annotation, say, focus=focus, undo="supporting" if new else "")


def _support_form(request: HttpRequest, suggestion: Suggestion, name: NameForm | None) -> HttpResponse:
    reader, annotation = reader_of(request), suggestion.annotation
    context = {
        "annotation": annotation,
        "interview": annotation.interview,
        "suggestion": suggestion,
        "name_form": name,
        "form_id": f"support-{annotation.ref}",
        "supports": reader.known and suggestion.supports.filter(reader.owns_q()).exists(),
        "mine": reader.owns(annotation),
    }
    status = 422 if request.method == "POST" else 200
    response = render(request, fragment(request, SUPPORT, "support"), context, status=status)
    if wants_fragment(request):
        reswap(retarget(response, f"#slot-{annotation.ref}"), "innerHTML")
    return response
