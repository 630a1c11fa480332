"""Notes as files: a reader's own as their notebook narrows them, and all on one interview."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations import access
from annotations.exporters import FORMATS, Format
from annotations.exporters.export import Export
from annotations.exporters.file_names import ascii_name, file_name
from annotations.exporting import interview_menu, notebook_menu, of_interview, of_notebook, on_interview
from annotations.notebook.narrowing import Narrowing
from annotations.readers import known_only, reader_of
from reader.limits import Limit
from reader.problems import refused, too_quick

EXPORTED = Limit("export", times=120, seconds=600)
PAGE = "annotations/exports.html"


@require_safe
@known_only
def exports(request: HttpRequest) -> HttpResponse:
    """All formats for the reader's own notes, as a page."""
    reader = reader_of(request)
    narrowing = Narrowing(request.GET, reader=reader)
    if not narrowing.is_valid():
        return refused(request, 422, _sentence(narrowing))
    menu = notebook_menu(narrowing.found().count(), request.GET.urlencode())
    return render(request, PAGE, {"menu": menu, "reader_known": True})


@require_safe
@known_only
def export(request: HttpRequest, key: str) -> HttpResponseBase:
    """The reader's own notes, narrowed as the address says, in this format."""
    found = FORMATS.get(key)
    if found is None or found.whole:
        raise Http404
    reader = reader_of(request)
    narrowing = Narrowing(request.GET, reader=reader)
    if not narrowing.is_valid():
        return refused(request, 422, _sentence(narrowing))
    return _file(request, found, of_notebook(request, narrowing), _("Notes"))


@require_safe
def interview_exports(request: HttpRequest, slug: str) -> HttpResponse:
    """All formats for the notes on an interview, as a page."""
    interview = access.interview_read(request, slug)
    reader = reader_of(request)
    menu = interview_menu(interview, on_interview(interview, reader).count())
    context = {"interview": interview, "menu": menu, "reader_known": reader.known}
    return render(request, PAGE, context)


@require_safe
def interview_export(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """All notes on an interview that this reader may see, in this format."""
    if key not in FORMATS:
        raise Http404
    interview = access.interview_read(request, slug)
    return _file(request, FORMATS[key], of_interview(request, interview), interview.title)


def _file(request: HttpRequest, found: Format, export: Export, title: str) -> HttpResponseBase:
    if EXPORTED.is_reached(request):
        return too_quick(request, EXPORTED.seconds)
    EXPORTED.count(request)
    pieces: Iterable[bytes] = found.write(export) if request.method == "GET" else ()
    text = "charset=utf-8" if found.is_text else ""
    response = StreamingHttpResponse(
        _in_language(pieces, translation.get_language() or "en"),
        content_type="; ".join(part for part in (found.content_type, text) if part),
    )
    if not found.shown:
        response.headers["Content-Disposition"] = _disposition(file_name(title, found.ending))
    return response


def _in_language(pieces: Iterable[bytes], language: str) -> Iterator[bytes]:
    """The pieces made in this language, though by then the request's own is no longer set."""
    iterator = iter(pieces)
    while True:
        with translation.override(language):
            piece = next(iterator, None)
        if piece is None:
            return
        yield piece


def _disposition(name: str) -> str:
    """To be saved under this name (RFC 6266, section 4; for old browsers in ASCII too)."""
    return f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _sentence(narrowing: Narrowing) -> str:
    return " ".join(str(error) for errors in narrowing.errors.values() for error in errors)
