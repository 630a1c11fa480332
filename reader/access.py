"""Who may open an interview, add one and change its text; and views for those who have signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from reader.htmx import wants_fragment
from reader.models import Interview, Visibility
from reader.problems import refused
from reader.site import may_add


def signed_in[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R | HttpResponse]:
    """The view for those who have signed in; others are asked to.

    A page of htmx's stays as it is, with all that was typed, and says so.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        request: Any = args[0]
        if request.user.is_authenticated:
            return view(*args, **kwargs)
        if wants_fragment(request):
            say = _("You are signed out. Sign in in another window, then try again: your text is still here.")
            return refused(request, 401, say)
        return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/")

    return guarded


def adds[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """The view for those who may add interviews to this site."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        if may_add(request.user):
            return view(*args, **kwargs)
        return refused(request, 403, _("Here only those who run the site add interviews."))

    return signed_in(guarded)


def staff_only[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """The view for those who run the site."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        if request.user.is_staff:
            return view(*args, **kwargs)
        return refused(request, 403, _("This is not open to you."))

    return signed_in(guarded)


def interview_read(request: HttpRequest, slug: str) -> Interview:
    """The interview without its source, if this person may open it. Raises Http404."""
    found = Interview.objects.at(slug)
    if found is None or not found.is_readable_by(request.user):
        raise Http404
    return found


def account(request: HttpRequest) -> User:
    """The account of this request, where a page is only for those who are signed in."""
    assert isinstance(request.user, User)
    return request.user


def may_edit(user: AbstractBaseUser | AnonymousUser, interview: Interview) -> bool:
    """Whether this person may change its text: who added it, and of what is not private the staff."""
    if not user.is_authenticated:
        return False
    is_staff = bool(getattr(user, "is_staff", False))
    return interview.added_by_id == user.pk or (is_staff and interview.visibility != Visibility.PRIVATE)
