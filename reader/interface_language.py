"""The interface's language: chosen, else from the address, else the browser's, else the site's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

PARAMETER = "lang"


class LanguageMiddleware:
    """Activates the language of each request.

    Unlike Django's, it knows a language in the address (`?lang=en`): caches in between see one
    address for each language, also those that ignore `Vary`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not named_in_address(request):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(request: HttpRequest) -> str:
    """The language of this request, one of `settings.LANGUAGES`."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return named_in_address(request) or translation.get_language_from_request(request)


def named_in_address(request: HttpRequest) -> str:
    """The language that the address names, or an empty string."""
    named = request.GET.get(PARAMETER, "")
    return named if named in dict(settings.LANGUAGES) else ""
