"""The comments on an interview as a whole, part by part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import access
from annotations.edges import Edge
from annotations.readers import reader_of
from annotations.whole import part_after
from annotations.whose import whose
from reader.htmx import fragment, wants_fragment

COMMENTS = "annotations/comments.html"


@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that follow `?after=`: for htmx to go on with the list on a page, else as a page.

    For a list that others stand in already, `?until=` names where it goes on, `?at=` the time of which it is.
    """
    interview = access.interview_read(request, slug)
    after, until = (Edge.read(request.GET.get(name, "")) for name in ("after", "until"))
    bounds = (until, _time(request.GET.get("at", ""))) if wants_fragment(request) else (None, None)
    wanted = whose(request)
    part = part_after(interview, reader_of(request), wanted, after, *bounds)
    context = {"interview": interview, "part": part, "cards": part.render(interview, wanted), "after": after}
    return render(request, fragment(request, COMMENTS, "part"), context)


def _time(text: str) -> int | None:
    """Microseconds since 1970, before the year 2286."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 16 else None
