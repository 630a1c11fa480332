"""The moderation: what waits, judging it, taking that back, and the trail of it all."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from annotations.answers import out_of_band
from annotations.models import Annotation, ModerationEntry, Verb
from annotations.moderation.forms import JudgementForm, UndoForm
from annotations.moderation.judging import judge, take_back
from annotations.moderation.queue import Asked, open_to, queue
from reader.access import account, signed_in, staff_only
from reader.htmx import done, fragment, leave_word, wants_fragment
from reader.models import Interview
from reader.problems import refused

TEMPLATE = "annotations/moderation.html"
LINES = 50


def moderators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for the staff, and for whoever has added an interview."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = account(request)
        if user.is_staff or Interview.objects.filter(added_by=user).exists():
            return view(request, *args, **kwargs)
        return refused(request, 403, _("This is not open to you."))

    return signed_in(guarded)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def moderation(request: HttpRequest) -> HttpResponse:
    """The queue; a POST judges the notes that it names."""
    if request.method != "POST":
        asked = Asked.of(request.GET)
        return render(request, fragment(request, TEMPLATE, "queue"), _context(request, asked))
    asked, form = Asked.of(request.POST), JudgementForm(request.POST)
    notes = list(open_to(request).filter(uid__in=form.uids))
    if not notes:
        return refused(request, 422, _("Nothing is chosen, or it is gone. Please reload the page."))
    if not form.is_valid():
        return _wrong(request, asked, form)
    verb = form.cleaned_data["do"]
    if verb in {Verb.BLOCK, Verb.UNBLOCK} and not account(request).is_staff:
        return refused(request, 403, _("Only those who run the site can block somebody."))
    batch = judge(account(request), verb, notes, form.cleaned_data["reason"])
    undo = {"url": reverse("annotations:moderation_undo"), "label": _("Undo")}
    undo["values"] = {"batch": str(batch), "asked": asked.link()}  # type: ignore[assignment]
    return _answer(request, asked, _what_was_done(verb, notes, asked.state), undo=undo)


def _wrong(request: HttpRequest, asked: Asked, form: JudgementForm) -> HttpResponse:
    """The queue as it was, with what is wrong at its field and what was typed."""
    context = _context(request, asked) | {"form": form, "at": form.place}
    if not wants_fragment(request):
        return render(request, TEMPLATE, context, status=422)
    response = render(request, f"{TEMPLATE}#queue", context, status=422)
    return reswap(retarget(response, "#queue"), "outerHTML")


def _what_was_done(verb: str, notes: list[Annotation], state: str) -> str:
    """In the words of the button, which is called otherwise where notes are flagged or hidden."""
    if verb in {Verb.BLOCK, Verb.UNBLOCK}:
        said = _("Blocked: %s") if verb == Verb.BLOCK else _("Unblocked: %s")
        return said % ", ".join(dict.fromkeys(note.author for note in notes))
    count = len(notes)
    approved = {
        "flagged": ngettext("%d note kept", "%d notes kept", count),
        "hidden": ngettext("%d note shown again", "%d notes shown again", count),
    }
    says = {
        Verb.APPROVE: approved.get(state) or ngettext("%d note approved", "%d notes approved", count),
        Verb.HIDE: ngettext("%d note hidden", "%d notes hidden", count),
        Verb.DELETE: ngettext("%d note deleted", "%d notes deleted", count),
    }
    return says[Verb(verb)] % count


def _answer(request: HttpRequest, asked: Asked, say: str, **more: object) -> HttpResponse:
    """The queue after a step: in its place for htmx, else its page anew."""
    if not wants_fragment(request):
        leave_word(request, say)
        return redirect(f"{reverse('annotations:moderation')}?{asked.link()}")
    html = render_to_string(f"{TEMPLATE}#queue", _context(request, asked), request)
    return done(HttpResponse(out_of_band(html)), say, focus="#queue", **more)


def _context(request: HttpRequest, asked: Asked) -> dict[str, object]:
    found = queue(request, asked)
    return {"queue": found, "asked": found.asked, "reasons": _reasons()}


def _reasons() -> list[str]:
    """What a moderator often says; other words are as good."""
    return [
        _("Advertising"),
        _("Insulting"),
        _("Has nothing to do with the interview"),
        _("Reveals something private"),
    ]


@require_POST
@moderators_only
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what was done at once, as far as nothing else was done since."""
    entries = ModerationEntry.objects.readable_by(request.user).with_later()
    if not account(request).is_staff:
        entries = entries.exclude(verb__in=(Verb.BLOCK, Verb.UNBLOCK))
    form = UndoForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, _("Please reload the page."))
    batch, entry = form.cleaned_data["batch"], form.cleaned_data["entry"]
    notes = take_back(account(request), entries.filter(batch=batch) if batch else entries.filter(uid=entry))
    say = _("Taken back") if notes else _("This cannot be taken back any more.")
    if entry and not wants_fragment(request):
        leave_word(request, say)
        return redirect("annotations:moderation_log")
    return _answer(request, Asked.of(QueryDict(request.POST.get("asked", "")[:2000])), say)


@never_cache
@require_safe
@staff_only
def log(request: HttpRequest) -> HttpResponse:
    """The trail: who did what to which note, when and why."""
    verb, query = request.GET.get("verb", ""), request.GET.get("search", "").replace("\0", "").strip()[:150]
    entries = ModerationEntry.objects.readable_by(request.user).with_later()
    entries = entries.select_related("by", "interview", "annotation").defer("interview__source")
    if verb in Verb.values:
        entries = entries.filter(verb=verb)
    if query:
        entries = entries.about(query)
    page = Paginator(entries, LINES).get_page(request.GET.get("page"))
    visible = Annotation.objects.moderated_by(request.user).present()
    shown = set(visible.filter(pk__in=[entry.annotation_id for entry in page]).values_list("pk", flat=True))
    context = {"page": page, "verb": verb, "verbs": Verb.choices, "query": query, "shown": shown}
    return render(request, fragment(request, "annotations/moderation_log.html", "lines"), context)
