"""An account's own pages: its name, address and password."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.accounts.forms import UserNameForm
from annotations.accounts.renaming import rename
from annotations.views.manners import OurManners
from reader.access import account as account_of
from reader.access import signed_in
from reader.htmx import leave_word


@require_http_methods(["GET", "HEAD"])
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """All settings, each with the page that changes it."""
    user = account_of(request)
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    addresses = list(EmailAddress.objects.filter(user=user).order_by("pk"))
    context = {
        "confirmed": next((a for a in addresses if a.verified), None),
        "unconfirmed": next((a for a in addresses if not a.verified), None),
        "passkeys": [f for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "app": next((f for f in factors if f.type == Authenticator.Type.TOTP), None),
        "has_codes": any(f.type == Authenticator.Type.RECOVERY_CODES for f in factors),
        "sends_mail": settings.SENDS_MAIL,
    }
    return render(request, "account/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """Another name: every page changes where the account has written."""
    user = account_of(request)
    form = UserNameForm(request.POST if request.method == "POST" else None, user=user)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "account/name.html", {"form": form}, status=status)
    if form.has_changed():
        try:
            rename(user, form.cleaned_data["username"])
        except IntegrityError:
            # Somebody was quicker.
            form.add_error("username", get_adapter().validation_error("username_taken"))
            return render(request, "account/name.html", {"form": form}, status=422)
        leave_word(request, _("Name changed"))
    return redirect("account")


class Email(OurManners, allauth.EmailView):
    """The address: a new one takes the place of the old when it is confirmed."""

    success_url = reverse_lazy("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sends_mail": settings.SENDS_MAIL}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        if "action_send" in request.POST and not self._did_send_verification_email:
            leave_word(request, _("A mail was sent a moment ago. Please wait three minutes."))
        return response


class ConfirmEmail(OurManners, allauth.ConfirmEmailView):
    """Where the link in the mail leads. Who is signed in here may be somebody else, and stays so."""

    def logout_other_user(self, confirmation: Any) -> None:
        pass

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(*args, **kwargs)
        if self.object is None:
            response.status_code = 410
        return response


class ChangePassword(OurManners, allauth.PasswordChangeView):
    """Other browsers are signed out by it."""

    success_url = reverse_lazy("account")


class SetPassword(OurManners, allauth.PasswordSetView):
    """The first password of an account that came without one."""

    success_url = reverse_lazy("account")


class Reauthenticate(OurManners, allauth.ReauthenticateView):
    """The password once more, before something that cannot be undone."""
