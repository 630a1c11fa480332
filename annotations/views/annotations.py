"""New highlights and comments, and one annotation by itself."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from annotations import access, pending
from annotations.answers import changed, form_again, said_of, short, slow_down
from annotations.audiences import Audiences
from annotations.composing import ASKED, composer
from annotations.forms.bodies import BodyForm
from annotations.forms.names import NameForm
from annotations.forms.tags import NewTagsForm
from annotations.guests import become_guest
from annotations.last_audience import keep_audience, last_audience
from annotations.models import Annotation, Colour
from annotations.permits import needs_account, why_not
from annotations.posting import Submission, Taken
from annotations.readers import reader_of
from annotations.spam import is_too_often, judged
from annotations.tagging import save_tagged
from annotations.thread_pages import show
from annotations.threads import NAMED
from annotations.writing import Stale
from reader.access import may_edit
from reader.htmx import fragment, leave_to, wants_fragment
from reader.ids import uids_in, uuid7
from reader.models import Block, Interview
from reader.problems import refused

COMPOSER = "annotations/composer.html"


@require_POST
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new highlight or comment."""
    interview = access.interview_read(request, slug)
    submission = Submission(interview, request.POST, reader_of(request))
    if submission.problems and (submission.body is None or wants_fragment(request)):
        return refused(request, 422, " ".join(submission.problems))
    if request.POST.get("then") == "login" and not reader_of(request).user and submission.is_valid():
        return _sign_in_first(request, interview)
    if why := why_not(request):
        return _not_open(request, interview, submission, why)
    name = NameForm(request.POST) if not reader_of(request).known else None
    tags = NewTagsForm(request.POST if submission.body else {})
    if not all([submission.is_valid(), tags.is_valid(), name is None or name.is_valid()]):
        return _ask_again(request, interview, submission, name, tags)
    if is_too_often(request, "comment" if submission.body else "highlight"):
        again = partial(_ask_again, request, interview, submission, name, tags)
        return slow_down(request, again if submission.body else None)
    reader = become_guest(request, *name.given) if name else reader_of(request)
    uid = submission.kind.cleaned_data.get("uid")
    try:
        names = tags.cleaned_data["tags"]
        words = "\n".join([submission.words, *names])
        standing = judged(request, reader, words, submission.audience.visibility, uid)
        annotation = save_tagged(names, lambda: submission.save(reader, **standing))
    except (Taken, Stale):
        return refused(request, 409, _("Not saved. Please reload the page and try again."))
    if submission.body is not None:
        keep_audience(request, annotation)
    return _created(request, annotation)


def _created(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    if annotation.is_highlight:
        say = {
            Colour.YELLOW: _("Highlighted in yellow: “%s”"),
            Colour.GREEN: _("Highlighted in green: “%s”"),
            Colour.BLUE: _("Highlighted in blue: “%s”"),
            Colour.PINK: _("Highlighted in pink: “%s”"),
        }[Colour(annotation.colour)] % short(annotation.exact)
        if annotation.is_public:
            say = _("%(said)s · visible to everyone") % {"said": say}
        return changed(request, annotation, say, undo="deletion")
    return changed(
        request,
        annotation,
        said_of(annotation, _("Comment saved")),
        added=True,
        focus=f"#n-{annotation.ref}",
        undo="deletion",
    )


def _ask_again(
    request: HttpRequest,
    interview: Interview,
    submission: Submission,
    name: NameForm | None,
    tags: NewTagsForm,
) -> HttpResponse:
    """The composer with its errors; for a highlight the question who it is that highlights."""
    if submission.body is None:
        return _ask_who(request, interview, name if "name" in request.POST else NameForm())
    submission.body.is_valid()
    sent, body = request.POST, submission.body
    context = composer(
        interview, submission.block, body=body, name=name, sent=sent, uid=str(uuid7()), tags=tags
    )
    context |= {"problems": submission.problems, "by_words": _is_by_words(request, submission.block)}
    # On the interview's page the form for all of it stays where it is.
    context["resident"] = submission.block is None and wants_fragment(request)
    return form_again(request, COMPOSER, "composer", context)


def _not_open(request: HttpRequest, interview: Interview, submission: Submission, why: str) -> HttpResponse:
    """Not here, or not without an account: then a highlight may wait until its reader has signed in."""
    if submission.body is None and needs_account(request) and submission.is_valid():
        return _ask_who(request, interview, None)
    return refused(request, 403, why)


def _ask_who(request: HttpRequest, interview: Interview, name: NameForm | None) -> HttpResponse:
    context = {
        "interview": interview,
        "name_form": name,
        "carried": [(key, value) for key, value in request.POST.items() if key in ASKED],
    }
    response = render(request, fragment(request, "annotations/ask.html", "ask"), context, status=422)
    reswap(retarget(response, "#ask-body"), "innerHTML")
    return trigger_client_event(response, "randnotiz:ask", {}, after="settle")


def _sign_in_first(request: HttpRequest, interview: Interview) -> HttpResponse:
    pending.keep(request, interview)
    key = request.POST.get("start_block", "")
    back = interview.get_absolute_url() + (f"#t-{key}" if key.isalnum() else "")
    return leave_to(request, f"{reverse('login')}?{urlencode({'next': back})}")


@require_safe
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for a comment on a block or, without `?block=`, on the whole interview."""
    interview = access.interview_read(request, slug)
    block = interview.block(request.GET.get("block", ""))
    name = None if reader_of(request).known else NameForm()
    body = BodyForm(audiences=Audiences(reader_of(request)))
    audience = last_audience(request, interview)
    context = composer(interview, block, body=body, name=name, sent={}, uid=str(uuid7()), audience=audience)
    context["by_words"] = _is_by_words(request, block)
    return render(request, fragment(request, COMPOSER, "composer"), context)


def _is_by_words(request: HttpRequest, block: Block | None) -> bool:
    """Whether a passage is named by its words: on a page of its own nothing can be selected."""
    return block is not None and not wants_fragment(request)


@require_safe
def annotation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One annotation with its thread: a card for htmx, a page for everyone else.

    For htmx a reply's card takes the place of its thread's, with all replies up to it. `?after=` asks for
    the replies that follow those it names, as far as they are there.
    """
    found = access.annotation_read(request, uid)
    there = access.shows_place(request, found.root or found)
    root = (found.root if there else None) or found
    is_page = not wants_fragment(request)
    after = tuple(uids_in(request.GET.get("after", "").split(",")[:NAMED]))
    may_decide = may_edit(request.user, found.interview)
    shown = show(found, reader_of(request), after=after, is_page=is_page, may_decide=may_decide)
    if is_page:
        context = {
            "shown": shown,
            "root": root,
            "interview": found.interview,
            "annotation": found,
            "may_place": access.may_place(request, found, found.interview),
        }
        return render(request, "annotations/annotation.html", context)
    response = HttpResponse(shown.card)
    return retarget(response, f"#n-{root.ref}") if found.root_id is not None and not after else response
