"""Pages for what goes wrong: each says what happened, what is kept, and what to do."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_htmx.http import reswap

from reader.htmx import problem, wants_fragment

TOKEN = "csrfmiddlewaretoken"  # noqa: S105
TOO_QUICK = gettext_lazy("That was quick. You can continue in a few minutes.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: shown again with a new one, and with all that was typed."""
    if not _sent_from_here(request):
        # Another site's page may have sent it: one click on a form made ready would do what that site wants.
        return refused(request, 403, _("This was sent from another site, so nothing was done."))
    if wants_fragment(request):
        response = problem(
            HttpResponse(status=403), _("The page was open for a long time. Please try again.")
        )
        response.headers["X-CSRF-Failure"] = "1"
        return response
    typed = [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]
    get_token(request)
    return render(request, "reader/problems/csrf.html", {"typed": typed}, status=403)


def _sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says, or at least does not deny, that a page of ours sent it."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is not there, or not for whoever asks: both look the same."""
    if _is_fragment(request):
        # The page's scripts say of what they asked for that it no longer exists, and what is kept.
        return HttpResponse(status=404)
    return refused(request, 404, _("This page does not exist."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no form of ours sends, or a form with more text than one may have."""
    if isinstance(exception, RequestDataTooBig):
        limit = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        say = _("That is too much text for a form: at most %s. Save it as a file and choose that.") % limit
        return bare(request, 413, say)
    return bare(request, 400, _("The server could not understand this request."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is there, and not for whoever asks."""
    return refused(request, 403, _("This is not open to you."))


def too_many(request: HttpRequest) -> HttpResponse:
    """What was tried too often. Nothing that is counted so waits longer than five minutes."""
    say = _("Too many attempts.") + " " + _("Please wait five minutes, then try again.")
    response = refused(request, 429, say)
    response.headers["Retry-After"] = "300"
    return response


def too_quick(request: HttpRequest, seconds: int) -> HttpResponse:
    """What was done too often within so many seconds, and can be gone on with later."""
    response = refused(request, 429, str(TOO_QUICK))
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    return bare(request, 500, _("Something went wrong. We know about it."))


def bare(request: HttpRequest, status: int, say: str) -> HttpResponse:
    """A page as plain as can be: the request may not have come through all middleware, or fail once more."""
    context = {"title": say, "language": getattr(request, "LANGUAGE_CODE", get_language())}
    return problem(HttpResponse(render_to_string("reader/problems/bare.html", context), status=status), say)


def refused(request: HttpRequest, status: int, say: str) -> HttpResponse:
    """What can't be done, with the reason. In a page of htmx's nothing is replaced."""
    if _is_fragment(request):
        response = HttpResponse(say, status=status, content_type="text/plain; charset=utf-8")
        return reswap(problem(response, say), "none")
    return render(request, "reader/problems/plain.html", {"title": say}, status=status)


def _is_fragment(request: HttpRequest) -> bool:
    """As htmx's middleware found; a request may have been refused before it came there."""
    return bool(getattr(request, "htmx", None)) and wants_fragment(request)
