"""The texts that an interview had, for whoever may change it; and back to one of them."""

from django import forms
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reader import drafts
from reader.access import may_edit
from reader.document import Draft
from reader.htmx import leave_word
from reader.models import Interview, Reason, Revision
from reader.revising import Stale, forecast, revise
from reader.text import LARGEST_OFFSET


class RestorationForm(forms.Form):
    """The revision that was the newest one for whoever brings an old text back."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)


def interview_edited(request: HttpRequest, slug: str) -> Interview:
    """The interview, if this person may change it. Raises Http404."""
    interview = Interview.objects.at(slug)
    if interview is None or not may_edit(request.user, interview):
        raise Http404
    return interview


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Each change of the text: when, by whom, why, and what it did to the notes; newest first."""
    interview = interview_edited(request, slug)
    revisions = interview.revisions.select_related("by").defer("text")
    return render(request, "reader/history.html", {"interview": interview, "revisions": revisions})


@require_http_methods(["GET", "HEAD", "POST"])
def restoration(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What bringing an old text back would do to the notes, and doing it."""
    interview = interview_edited(request, slug)
    revision = get_object_or_404(Revision, interview=interview, number=number)
    draft = drafts.unpack(bytes(revision.text))
    if request.method != "POST":
        return _asked(request, interview, revision, draft)
    form = RestorationForm(request.POST)
    based_on = form.cleaned_data["revision"] if form.is_valid() else 0
    by = request.user if isinstance(request.user, User) else None
    try:
        revise(interview, draft, by, Reason.RESTORED, based_on)
    except Stale:
        return _asked(request, interview, revision, draft, stale=True)
    leave_word(request, _("The text of revision %d is back.") % number)
    return redirect("reader:history", interview.slug)


def _asked(
    request: HttpRequest, interview: Interview, revision: Revision, draft: Draft, *, stale: bool = False
) -> HttpResponse:
    """What would become of the notes, and whether to do it; asked again where the text is another by now."""
    receipts = forecast(interview, draft)
    context = {"interview": interview, "revision": revision, "receipts": receipts, "stale": stale}
    return render(request, "reader/restoration.html", context, status=409 if stale else 200)
