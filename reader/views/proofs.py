"""The editor of a proof: corrections one by one, undo, and keeping the text for readers."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reader.access import account, may_edit
from reader.correcting import CorrectionProblem
from reader.correction_forms import FORMS, CorrectionForm
from reader.htmx import leave_to
from reader.models import Interview, Proof, Visibility
from reader.problems import refused
from reader.proof_answers import corrected, editor, wrong
from reader.proofs import begin_for, draft_in, keep, locked, publish, take_back
from reader.revising import Stale, forecast


@login_required
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the text of an interview for corrections."""
    interview = get_object_or_404(Interview.objects.readable_by(request.user).defer("source"), slug=slug)
    if not may_edit(request.user, interview):
        raise Http404
    return redirect(begin_for(interview, account(request)))


@login_required
@require_safe
def proof(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The editor, a part of the text on each page."""
    return editor(request, _own(request, uid))


@login_required
@require_POST
@transaction.atomic
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One correction; `do` says which."""
    proof = locked(account(request), uid)
    what = request.POST.get("do", "")
    if what not in FORMS:
        return refused(request, 400, _("The server could not understand this request."))
    form, old = FORMS[what](request.POST), draft_in(proof)
    try:
        new = _checked(form).correct(old)
    except CorrectionProblem as problem:
        return wrong(request, proof, str(problem))
    keep(proof, new, what)
    return corrected(request, proof, old, new, what)


def _checked(form: CorrectionForm) -> CorrectionForm:
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise CorrectionProblem(f"{label}: {errors[0]}" if label else str(errors[0]))
    return form


@login_required
@require_POST
@transaction.atomic
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the latest correction back."""
    proof = locked(account(request), uid)
    old = draft_in(proof)
    what = take_back(proof)
    return corrected(request, proof, old, draft_in(proof), what, undone=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the text for readers. For an interview that is there, first what it does to its notes."""
    proof = _own(request, uid)
    if request.method != "POST":
        if proof.interview is None:
            return redirect(proof)
        return _before_saving(request, proof)
    visibility = request.POST.get("visibility", Visibility.PUBLIC)
    if visibility not in Visibility.values:
        return refused(request, 422, _("Please choose who may read it."))
    over = request.POST.get("over", "")
    try:
        interview, say = publish(account(request), uid, visibility, int(over) if over.isdecimal() else None)
    except Stale:
        return _before_saving(request, proof, status=409)
    except CorrectionProblem as problem:
        return refused(request, 409, str(problem))
    return leave_to(request, interview.get_absolute_url(), say)


def _before_saving(request: HttpRequest, proof: Proof, status: int = 200) -> HttpResponse:
    interview = proof.interview
    assert interview is not None
    context: dict[str, Any] = {
        "proof": proof,
        "interview": interview,
        "stale": proof.revision != interview.revision,
        "receipts": forecast(interview, draft_in(proof)),
        "visibilities": Visibility.choices,
    }
    return render(request, "reader/saving.html", context, status=status)


@login_required
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw a proof away; the interview that it corrects stays as it is."""
    proof = _own(request, uid)
    there = proof.interview
    proof.delete()
    address = there.get_absolute_url() if there else ""
    return leave_to(request, address or reverse("reader:add"), _("Draft discarded"))


@login_required
@require_POST
def adopt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The proof becomes the new text of an interview that is there."""
    proof = _own(request, uid)
    interview = get_object_or_404(Interview, uid=request.POST.get("interview"))
    if not may_edit(request.user, interview) or proof.interview is not None:
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
