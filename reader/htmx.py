"""Answers for htmx: a template's part instead of the whole page; and what is to be said afterwards."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event
from django_htmx.middleware import HtmxDetails


class Storage(CookieStorage):
    """What the next page is to say waits in the browser: nothing has to be written here for it."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.cookie_name = settings.SAID_COOKIE_NAME

    def _update_cookie(self, encoded_data: str, response: HttpResponse) -> None:
        """Leave those alone who have none: an answer that deletes it is one that no cache may keep."""
        if encoded_data or self.cookie_name in self.request.COOKIES:
            super()._update_cookie(encoded_data, response)  # type: ignore[misc]


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page, not for a whole one."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragment(request: HttpRequest, template: str, name: str) -> str:
    """`template#name` for an htmx swap, the whole template for everyone else."""
    return f"{template}#{name}" if wants_fragment(request) else template


def leave_to(request: HttpRequest, address: str, say: str = "") -> HttpResponse:
    """Go to another page, which then says what was done."""
    if say:
        leave_word(request, say)
    return HttpResponseClientRedirect(address) if wants_fragment(request) else redirect(address)


def leave_word(request: HttpRequest, say: object) -> None:
    """Let the next page say it, or this one where it is still to be drawn."""
    messages.info(request, str(say))


def word_left(request: HttpRequest) -> str:
    """What is left to be said. It stays there."""
    say = " ".join(map(str, messages.get_messages(request)))
    messages.get_messages(request).used = False  # type: ignore[union-attr]
    return say


def said(request: HttpRequest) -> dict[str, object]:
    """Context processor: `said`, what the page before left to be said, once."""
    return {"said": SimpleLazyObject(lambda: " ".join(map(str, messages.get_messages(request))))}


def done(response: HttpResponse, say: str, **more: Any) -> HttpResponse:
    """Tell the page what was done; it announces `say` and moves the focus once the swap is over."""
    return trigger_client_event(response, "randnotiz:done", {"say": str(say), **more}, after="settle")


def problem(response: HttpResponse, say: str) -> HttpResponse:
    """Tell the page what went wrong."""
    return trigger_client_event(response, "randnotiz:problem", {"say": str(say)})
