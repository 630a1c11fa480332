"""Passkeys: made, named, removed, and used to sign in (W3C Web Authentication, Level 3)."""

from typing import Any

from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from annotations.accounts.wording import PASSKEY_REFUSED
from annotations.views.manners import OurManners
from reader.access import account
from reader.htmx import leave_word


class NewPasskey(OurManners, allauth.AddWebAuthnView):
    """A key that alone lets its owner in: it stays in the device, which asks who it is."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(account(self.request), passwordless=True)
        return context | {"options": options, "form": kwargs.get("form") or context["form"]}


class Passkey(OurManners, allauth.EditWebAuthnView):
    """Its name."""

    success_url = reverse_lazy("account")


class PasskeyRemoval(OurManners, allauth.RemoveWebAuthnView):
    success_url = reverse_lazy("account")


class PasskeySignIn(OurManners, allauth.LoginWebAuthnView):
    """What the browser's keys are to sign, as JSON; then the key that did."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("Accept") != "application/json":
            return redirect("login")
        return JsonResponse(auth.begin_authentication(), headers={"Cache-Control": "no-store"})

    def form_invalid(self, form: Any) -> HttpResponse:
        leave_word(self.request, PASSKEY_REFUSED)
        return redirect("login")


class PasskeyOnceMore(OurManners, allauth.ReauthenticateWebAuthnView):
    """A passkey in place of the password, before something that cannot be undone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"options": context["js_data"]["request_options"]}

    def form_invalid(self, form: Any) -> HttpResponse:
        leave_word(self.request, PASSKEY_REFUSED)
        return redirect(self.request.get_full_path())
