"""Names for completion, and each reader's page of what they have made public."""

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.entries import by_interview, in_sections
from annotations.models import Annotation
from annotations.notices.mentions import offered
from annotations.readers import Reader, reader_of
from reader.models import Interview

A_PAGE = 30
LONGEST = 150


@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """Names that may be meant by `?q=`: of those who have written what this reader may see."""
    begun = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    slug = request.GET.get("interview", "").replace("\0", "")
    interview = Interview.objects.readable_by(request.user).defer("source").filter(slug=slug).first()
    return JsonResponse({"people": offered(reader_of(request), begun, interview)})


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What one reader has made public, as everybody sees it. Who has made nothing public has no page."""
    user = get_object_or_404(User, username=username.replace("\0", ""), is_active=True)
    visitor = Reader()
    notes = Annotation.objects.listed().filter(creator=user).with_places(visitor)
    page = Paginator(notes, A_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise Http404
    context = {"person": user, "page": page, "sections": in_sections(by_interview(page), visitor)}
    return render(request, "annotations/person.html", context)
