"""Signing in, out and up, and a forgotten password."""

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from annotations.accounts.adapter import NameTaken
from annotations.views.manners import Entrance, OurManners
from reader.limits import Limit

# Enough for whoever has forgotten which password it was, too few to guess.
MISTAKES = Limit("sign-in", times=10, seconds=300)


class SignIn(Entrance, allauth.LoginView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not MISTAKES.is_reached(request):
            return super().post(request, *args, **kwargs)
        typed = {"login": request.POST.get("username", "")}
        form = self.get_form_class()(request=request, initial=typed)
        response = self.render_to_response(self.get_context_data(form=form, wait=True), status=429)
        response.headers["Retry-After"] = str(MISTAKES.seconds)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        MISTAKES.count(self.request)
        return super().form_invalid(form)


class SignUp(Entrance, allauth.SignupView):
    """A new account, signed in at once. Its address may be confirmed later."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NameTaken as taken:
            form.add_error("username", taken.problem)
            return self.form_invalid(form)


class SignOut(OurManners, allauth.LogoutView):
    http_method_names = ["post"]


class ForgottenPassword(OurManners, allauth.PasswordResetView):
    """Asks for the address; the answer is the same whether somebody has it."""

    success_url = reverse_lazy("account_reset_password_done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sends_mail": settings.SENDS_MAIL}


class LinkSent(OurManners, allauth.PasswordResetDoneView):
    """The same for everybody."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sends_mail": settings.SENDS_MAIL}


class NewPassword(OurManners, allauth.PasswordResetFromKeyView):
    """Where the link in the mail leads."""

    success_url = reverse_lazy("account_login")

    def render_to_response(self, context: dict[str, Any], **response: Any) -> HttpResponse:
        if context.get("token_fail"):
            response.setdefault("status", 410)
        return super().render_to_response(context, **response)
