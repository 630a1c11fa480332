"""Taking all of one's data away, and going."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.accounts.forms import LeavingForm
from annotations.accounts.leaving import leave
from annotations.accounts.own_data import archive
from reader.access import account, signed_in
from reader.htmx import leave_word
from reader.models import Visibility


@require_http_methods(["GET", "HEAD"])
@signed_in
def data(request: HttpRequest) -> HttpResponseBase:
    """Everything that is kept of this account, as a file."""
    pieces = archive(account(request), request.build_absolute_uri("/").rstrip("/"))
    headers = {"Content-Disposition": 'attachment; filename="randnotiz.zip"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required(app="allauth.account")
def deletion(request: HttpRequest) -> HttpResponse:
    """The end of this account."""
    user = account(request)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leave(user, keep_comments=form.cleaned_data["comments"] == "keep")
        logout(request)
        leave_word(request, _("Your account is deleted."))
        return redirect("reader:library")
    added = user.interviews.values_list("visibility", flat=True)
    private = sum(visibility == Visibility.PRIVATE for visibility in added)
    context = {"form": form, "private": private, "public": len(added) - private}
    return render(request, "account/deletion.html", context, status=422 if form.is_bound else 200)
