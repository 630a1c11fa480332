"""Whether somebody may write here at all: what the site says, and whether the moderation blocked them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotations.bans import is_banned
from annotations.readers import reader_of
from reader.problems import refused
from reader.site import site


def may_write(request: HttpRequest) -> bool:
    """Whether this reader may add or change notes, answer, react."""
    return not why_not(request)


def needs_account(request: HttpRequest) -> bool:
    """Whether it is only an account that is missing."""
    return site().only_accounts and reader_of(request).user is None


def why_not(request: HttpRequest) -> str:
    """Why this reader may not write, as a sentence; nothing where they may."""
    if needs_account(request):
        return _("Only readers with an account can write here. Please sign in.")
    if is_banned(request):
        return _("The moderation has blocked you. You can read, but not write here.")
    return ""


def writes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, which takes a POST only from those who may write."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and (why := why_not(request)):
            return refused(request, 403, why)
        return view(request, *args, **kwargs)

    return guarded
