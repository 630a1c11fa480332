"""The editor of a proof: corrections one by one, undo, and keeping the text for readers."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reader.access import account, interview_read, may_edit, signed_in
from reader.htmx import leave_to
from reader.models import Interview, Proof
from reader.problems import refused
from reader.proofs.answers import corrected, editor, visibilities, wrong
from reader.proofs.correcting import CorrectionProblem
from reader.proofs.forms import FORMS, AdoptionForm, CorrectionForm, SaveForm
from reader.proofs.keeping import begin_for, draft_in, locked, publish
from reader.proofs.steps import keep, take_back
from reader.revising import Stale, forecast
from reader.site import may_add


def there(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, which says of a proof that is gone what may have become of it."""

    @wraps(view)
    def guarded(request: HttpRequest, uid: UUID) -> HttpResponse:
        try:
            return view(request, uid)
        except Http404:
            say = _("This draft is not there any more. It was saved or discarded; see the library.")
            return refused(request, 404, say)

    return guarded


@signed_in
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the text of an interview for corrections."""
    interview = interview_read(request, slug)
    if not may_edit(request.user, interview):
        raise Http404
    return redirect(begin_for(interview, account(request)))


@never_cache
@signed_in
@there
@require_safe
def proof(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The editor, a part of the text on each page."""
    return editor(request, _own(request, uid))


@signed_in
@there
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One correction; `do` says which. Read by itself, as after a reload, it leads to the editor."""
    if request.method != "POST":
        return redirect(_own(request, uid))
    proof = locked(account(request), uid)
    what = request.POST.get("do", "")
    if what not in FORMS:
        return refused(request, 400, _("The server could not understand this request."))
    form, old = FORMS[what](request.POST), draft_in(proof)
    try:
        new = _checked(form).correct(old)
    except CorrectionProblem as problem:
        return wrong(request, proof, problem)
    keep(proof, new, what)
    return corrected(request, proof, old, new, what)


def _checked(form: CorrectionForm) -> CorrectionForm:
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise CorrectionProblem(f"{label}: {errors[0]}" if label else str(errors[0]))
    return form


@signed_in
@there
@require_POST
@transaction.atomic
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the latest correction back."""
    proof = locked(account(request), uid)
    old = draft_in(proof)
    what = take_back(proof)
    return corrected(request, proof, old, draft_in(proof), what, undone=True)


@never_cache
@signed_in
@there
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the text for readers. Where notes would change or lose their words, first what becomes of them."""
    proof = _own(request, uid)
    if proof.interview is not None and not may_edit(request.user, proof.interview):
        # Since these corrections began it was made private, or this person is no longer of the staff.
        return refused(request, 403, _("This is not open to you."))
    if proof.interview is None and not may_add(request.user):
        return refused(request, 403, _("Here only those who run the site add interviews."))
    if request.method != "POST":
        return redirect(proof) if proof.interview is None else _before_saving(request, proof)
    form = SaveForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, _("Please choose who may read it."))
    if proof.interview is not None and not form.cleaned_data["seen"] and _is_felt(proof):
        query = urlencode({"visibility": form.cleaned_data["visibility"]})
        return leave_to(request, f"{reverse('reader:save', args=[uid])}?{query}")
    try:
        interview, say = publish(
            account(request), uid, form.cleaned_data["visibility"], form.cleaned_data["over"]
        )
    except Stale:
        return leave_to(request, reverse("reader:save", args=[uid]))
    except CorrectionProblem as problem:
        return wrong(request, proof, problem)
    return leave_to(request, interview.get_absolute_url(), say)


def _is_felt(proof: Proof) -> bool:
    """Whether notes of readers would not stay just as they are."""
    assert proof.interview is not None
    return any(receipt.changed or receipt.lost for receipt in forecast(proof.interview, draft_in(proof)))


def _before_saving(request: HttpRequest, proof: Proof) -> HttpResponse:
    interview = proof.interview
    assert interview is not None
    context: dict[str, Any] = {
        "proof": proof,
        "interview": interview,
        "stale": proof.revision != interview.revision,
        "receipts": forecast(interview, draft_in(proof)),
        "visibilities": visibilities(),
        "visibility": request.GET.get("visibility", interview.visibility),
    }
    return render(request, "reader/saving.html", context)


@signed_in
@there
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw a proof away; the interview that it corrects stays as it is."""
    proof = _own(request, uid)
    there = proof.interview
    proof.delete()
    address = there.get_absolute_url() if there else ""
    return leave_to(request, address or reverse("reader:add"), _("Draft discarded"))


@signed_in
@require_POST
@transaction.atomic
def adopt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The proof becomes the new text of an interview that is there."""
    proof = locked(account(request), uid)
    form = AdoptionForm(request.POST)
    if not form.is_valid() or proof.interview_id is not None:
        raise Http404
    # Locked, so that of two proofs at once only one is taken for it.
    there = Interview.objects.select_for_update().defer("source")
    interview = get_object_or_404(there, uid=form.cleaned_data["interview"])
    if not may_edit(request.user, interview):
        raise Http404
    if Proof.objects.filter(owner=account(request), interview=interview).exists():
        say = _("You are already correcting that interview. Save or discard those corrections first.")
        return refused(request, 409, say)
    proof.interview, proof.revision = interview, interview.revision
    proof.save(update_fields=["interview", "revision", "modified"])
    return leave_to(request, proof.get_absolute_url(), _("Saving replaces the text of that interview."))


def _own(request: HttpRequest, uid: UUID) -> Proof:
    return get_object_or_404(
        Proof.objects.defer("source").select_related("interview"), owner=account(request), uid=uid
    )
