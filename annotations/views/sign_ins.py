"""Where an account is signed in, and signing it out there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from annotations.accounts.sessions import end_elsewhere, sign_ins
from reader.access import account, signed_in
from reader.htmx import leave_word


@never_cache
@require_http_methods(["GET", "HEAD"])
@signed_in
def browsers(request: HttpRequest) -> HttpResponse:
    """All browsers, this one first."""
    return render(request, "account/browsers.html", {"sign_ins": sign_ins(request, account(request))})


@require_POST
@signed_in
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one other browser."""
    if not end_elsewhere(request, account(request), pk):
        raise Http404
    leave_word(request, _("Signed out there"))
    return redirect("account_browsers")


@require_POST
@signed_in
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_elsewhere(request, account(request))
    leave_word(request, _("Signed out everywhere else"))
    return redirect("account_browsers")
