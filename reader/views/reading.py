"""The reader's pages: the library, an interview, and what a browser remembers of their look."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from reader import appearance, begun
from reader.access import interview_read, may_edit
from reader.addresses import own_page
from reader.build import fingerprint
from reader.caching import FOR_EVERYBODY, FOR_ONE
from reader.htmx import fragment, wants_fragment, word_left
from reader.interface_language import PARAMETER, named_in_address
from reader.kept import Kept
from reader.library import library as the_library
from reader.models import Visibility
from reader.page import Page
from reader.painting import can_paint
from reader.site import site

_pages: Kept[bytes] = Kept(64 * 1024 * 1024)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The interviews that this person may see, thirty a page; the results alone for a search by htmx."""
    is_fragment = wants_fragment(request)
    shown = the_library(request, whole=not is_fragment)
    template = fragment(request, "reader/library.html", "results")
    response = render(request, template, shown.as_context() | {"is_fragment": is_fragment})
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def interview(request: HttpRequest, slug: str) -> HttpResponse:
    """One interview: for visitors a page that any cache may keep, for readers their own."""
    for_everybody = not is_personal(request)
    language = request.LANGUAGE_CODE
    if for_everybody and language != settings.LANGUAGE_CODE and not named_in_address(request):
        # One address, one language: a cache in between then can't mix them up.
        query = request.GET.copy()
        query[PARAMETER] = language
        response: HttpResponse = redirect(f"{request.path}?{query.urlencode()}")
    else:
        found = interview_read(request, slug)
        response = _unless_known(request, Page(found, request), for_everybody)
    patch_vary_headers(response, ["Cookie"])
    return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the page may differ for this browser; a visitor without any of our cookies sees everybody's."""
    looks = {settings.LANGUAGE_COOKIE_NAME, appearance.COOKIE}
    return is_known(request) or not looks.isdisjoint(request.COOKIES)


def is_known(request: HttpRequest) -> bool:
    """Whether this browser says who it is (a session, or a guest), or is to be told something."""
    names = {settings.SESSION_COOKIE_NAME, settings.GUEST_COOKIE_NAME, settings.SAID_COOKIE_NAME}
    return not names.isdisjoint(request.COOKIES)


def _unless_known(request: HttpRequest, page: Page, for_everybody: bool) -> HttpResponse:
    """The page, or 304 where the browser has it as it is."""
    etag = _etag(request, page, for_everybody)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or f"W/{etag}" in known:
        response: HttpResponse = HttpResponseNotModified()
    elif for_everybody:
        content = _pages.get(etag)
        if content is None:
            content = _render(request, page, for_everybody).content
            if not page.layers.variant():
                _pages.keep(etag, content)
        response = HttpResponse(content)
    else:
        response = _render(request, page, for_everybody)
    response.headers["ETag"] = etag
    public = for_everybody and page.interview.visibility != Visibility.PRIVATE
    response.headers["Cache-Control"] = FOR_EVERYBODY if public else FOR_ONE
    return response


def _etag(request: HttpRequest, page: Page, for_everybody: bool) -> str:
    parts = [
        fingerprint(),
        str(page.interview.uid),
        str(page.interview.version),
        str(page.interview.revision),
        str(page.language),
        page.layers.variant(),
        str(site().version),
        request.get_host(),
    ]
    if not for_everybody:
        parts += [
            str(request.user.pk),
            page.layers.stamp(),
            request.COOKIES.get(appearance.COOKIE, ""),
            _secret(request),
            word_left(request),
        ]
    return quote_etag(sha256("\n".join(parts).encode()).hexdigest()[:32])


def _secret(request: HttpRequest) -> str:
    """What the tokens in this page's forms are made with: a page from before a new session does not do."""
    if not is_known(request):
        return ""
    get_token(request)
    return request.META["CSRF_COOKIE"]


def _render(request: HttpRequest, page: Page, for_everybody: bool) -> HttpResponse:
    body = page.body()
    context = {
        "interview": page.interview,
        "may_edit": not for_everybody and may_edit(request.user, page.interview),
        "frame": page.frame,
        "body": body,
        "card": reverse("reader:card", args=[page.interview.slug, "png"]) if can_paint() else "",
        # What is kept for everybody must not name the query of whoever came first.
        "back": request.path if for_everybody and not page.layers.variant() else request.get_full_path(),
        **page.layers.context(),
    }
    return render(request, "reader/interview.html", context)


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """The token for forms, fetched when the first is used: pages that anyone may keep hold none."""
    response = HttpResponse(get_token(request), content_type="text/plain; charset=utf-8")
    if not request.user.is_authenticated:
        begun.remember(request, response)
    return response


# Cached pages hold no token; what these two keep is how this browser likes the pages, nothing else.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the interface, then back to the page."""
    response = _back(request)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=appearance.AGE,
            samesite="Lax",
            secure=settings.HTTPS,
            httponly=True,
        )
    return response


@csrf_exempt
@require_POST
def choose_appearance(request: HttpRequest) -> HttpResponse:
    """Remember how the page should look, then back to it (without JavaScript)."""
    response = _back(request)
    appearance.remember(response, appearance.appearance_of(request) | request.POST.dict())
    return response


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(own_page(request, request.POST.get("next", "")) or "reader:library")
