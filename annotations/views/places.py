"""Where a reader is: sent by the page while they read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import access, places
from annotations.readers import reader_of
from reader.problems import refused


@require_POST
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the block that this reader has come to. For visitors without a name nothing is kept."""
    interview = access.interview_read(request, slug)
    reader = reader_of(request)
    if not reader.known:
        return refused(request, 403, _("This is not open to you."))
    block = interview.block(request.POST.get("block", ""))
    if block is None:
        raise Http404
    places.keep(reader, block, at_the_end=request.POST.get("end") == "1")
    return HttpResponse(status=204)
