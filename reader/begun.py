"""When somebody began to write: a signed time, in a form or (for pages that all share) in a cookie."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

A_DAY = 24 * 3600
_signer = TimestampSigner(salt="begun")


def stamp() -> str:
    """Now, so that nobody else can write it."""
    return _signer.sign("begun")


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let this browser keep that it begins now, unless it has begun already."""
    if not _holds(request.COOKIES.get(settings.BEGUN_COOKIE_NAME, ""), 0):
        response.set_cookie(
            settings.BEGUN_COOKIE_NAME,
            stamp(),
            max_age=A_DAY,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )


def began_before(request: HttpRequest, seconds: int) -> bool:
    """Whether a form of ours was begun at least so many seconds ago, and not more than a day."""
    stamps = request.POST.get("begun", ""), request.COOKIES.get(settings.BEGUN_COOKIE_NAME, "")
    return any(_holds(one, seconds) for one in stamps)


def _holds(value: str, seconds: int) -> bool:
    try:
        _signer.unsign(value, max_age=A_DAY)
    except BadSignature:
        return False
    if not seconds:
        return True
    try:
        _signer.unsign(value, max_age=seconds)
    except BadSignature:
        return True
    return False
