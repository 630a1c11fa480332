"""Coming in: what a guest wrote, and what waited for the sign-in, becomes the account's."""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotations import pending
from annotations.guests import hand_over
from annotations.readers import Reader, guest_of
from reader.htmx import leave_word


def arrive(request: HttpRequest, user: User, response: HttpResponse) -> HttpResponse:
    """Take along what this browser's guest wrote; the session is the account's already."""
    reader = Reader(user=user)
    request._reader = reader  # type: ignore[attr-defined]
    if guest := guest_of(request):
        hand_over(guest, user)
        response.delete_cookie(settings.GUEST_COOKIE_NAME, samesite="Lax")
    if saved := pending.save(request, reader):
        words = _("Highlight saved") if saved.is_highlight else _("Comment saved")
        leave_word(request, words)
    return response
