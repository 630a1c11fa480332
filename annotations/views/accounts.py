"""Signing in, out and up. What a guest wrote, and what waited for the sign-in, becomes the account's."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from annotations import pending
from annotations.accounts import RegistrationForm, SignInForm
from annotations.readers import Reader, hand_over, reader_of
from reader.addresses import own_page
from reader.htmx import SAID
from reader.limits import Limit

# Enough for whoever has forgotten which password it was, too few to guess.
MISTAKES = Limit("sign-in", times=10, seconds=300)


class SignIn(auth.LoginView):
    """Django's own, which also takes along what this browser's guest wrote."""

    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not MISTAKES.is_reached(request):
            return super().post(request, *args, **kwargs)
        form = self.get_form_class()(request)
        form.initial["username"] = request.POST.get("username", "")
        response = self.render_to_response(self.get_context_data(form=form, wait=True), status=429)
        response.headers["Retry-After"] = str(MISTAKES.seconds)
        return response

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        return own_page(self.request, super().get_redirect_url(request))

    def form_valid(self, form: Any) -> HttpResponse:
        guest = reader_of(self.request).guest
        response = super().form_valid(form)
        return _arrive(self.request, form.get_user(), guest, response)

    def form_invalid(self, form: Form) -> HttpResponse:
        MISTAKES.count(self.request)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, waiting=pending.is_kept(self.request))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A new account, signed in at once."""
    if request.user.is_authenticated:
        return redirect("reader:library")
    form = RegistrationForm(request.POST or None)
    back = own_page(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        guest = reader_of(request).guest
        user = form.save()
        login(request, user)
        return _arrive(request, user, guest, redirect(back or "reader:library"))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "next": back, "waiting": pending.is_kept(request)}
    return render(request, "registration/register.html", context, status=status)


def _arrive(request: HttpRequest, user: User, guest: Any, response: HttpResponse) -> HttpResponse:
    reader = Reader(user=user)
    request._reader = reader  # type: ignore[attr-defined]
    if guest is not None:
        hand_over(guest, user)
        response.delete_cookie(settings.GUEST_COOKIE_NAME, samesite="Lax")
    if saved := pending.save(request, reader):
        words = _("Highlight saved") if saved.is_highlight else _("Comment saved")
        request.session[SAID] = str(words)
    return response


class SignOut(auth.LogoutView):
    """By POST only, as Django has it."""

    http_method_names = ["post"]
