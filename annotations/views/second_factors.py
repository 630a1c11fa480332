"""An authenticator app and recovery codes: set up, used, removed."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from annotations.views.manners import OurManners
from reader.access import account, signed_in


class SecondStep(OurManners, base.AuthenticateView):
    """After the password: a code of the app, a recovery code or a passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.refuse(form, self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"options": context["js_data"]["request_options"]}


class CodeOnceMore(OurManners, base.ReauthenticateView):
    """A code in place of the password, before something that cannot be undone."""


class NewApp(OurManners, totp.ActivateTOTPView):
    """The secret, as a picture to scan and as text, and the first code."""


class AppRemoval(OurManners, totp.DeactivateTOTPView):
    success_url = reverse_lazy("account")


class RecoveryCodes(OurManners, codes.ViewRecoveryCodesView):
    pass


class RecoveryCodesFile(OurManners, codes.DownloadRecoveryCodesView):
    pass


class NewRecoveryCodes(OurManners, codes.GenerateRecoveryCodesView):
    """Those before are used up by it."""


@require_http_methods(["GET", "HEAD"])
@signed_in
@reauthentication_required(app="allauth.mfa")
def picture(request: HttpRequest) -> HttpResponse:
    """The secret that is being set up, as a QR code (otpauth://) in SVG."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(account(request), get_totp_secret()))
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})
