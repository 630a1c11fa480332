"""Answers for htmx: a template's part instead of the whole page; and what is to be said afterwards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event
from django_htmx.middleware import HtmxDetails

# Where the session keeps what the next page is to say.
SAID = "said"


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
        request.session[SAID] = str(say)
    return HttpResponseClientRedirect(address) if wants_fragment(request) else redirect(address)


def said(request: HttpRequest) -> dict[str, object]:
    """Context processor: `said`, what the page before left to be said, once."""
    return {"said": SimpleLazyObject(lambda: request.session.pop(SAID, ""))}


def done(response: HttpResponse, say: str, **more: Any) -> HttpResponse:
    """Tell the page what was done; it announces `say` and moves the focus once the swap is over."""
    return trigger_client_event(response, "randnotiz:done", {"say": str(say), **more}, after="settle")


def problem(response: HttpResponse, say: str) -> HttpResponse:
    """Tell the page what went wrong."""
    return trigger_client_event(response, "randnotiz:problem", {"say": str(say)})
