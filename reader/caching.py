"""What caches may keep: those between us and a reader nothing, unless a page says otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

FOR_EVERYBODY = "public, s-maxage=60, stale-while-revalidate=600"
FOR_ONE = "private, no-cache"


class PrivateByDefault:
    """Marks every answer that does not say who may keep it as its reader's own.

    A browser keeps a page and the part of it that htmx asked for under one address: they are told apart.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", FOR_ONE)
        if response.headers["Cache-Control"] != FOR_EVERYBODY:
            patch_vary_headers(response, ["HX-Request"])
        return response
