"""What a reader is told of: the bell, the list, and each notice's way to its note."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.models import Notice
from annotations.notices.forms import UntilForm
from annotations.notices.shown import A_PAGE, sections, unread
from annotations.permalinks import address_on_page, permalink
from annotations.readers import known_only, reader_of
from reader.htmx import done, leave_to, wants_fragment
from reader.problems import refused

LIST = "annotations/notices.html"


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, unread ones first; a POST says that those shown have been read."""
    reader = reader_of(request)
    found = Notice.objects.to(reader)
    if request.method == "POST":
        form = UntilForm(request.POST)
        if not form.is_valid():
            return refused(request, 422, _("Please reload the page."))
        found.filter(uid__lte=form.cleaned_data["until"]).see()
        if not wants_fragment(request):
            return leave_to(request, request.path, _("All marked as read"))
    page = Paginator(found.in_order().with_notes(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sections": sections(page),
        "until": found.unread().latest_uid(),
        "unread": unread(reader),
    }
    if not wants_fragment(request):
        return render(request, LIST, context)
    context["swapped"] = True
    return done(render(request, f"{LIST}#list", context), _("All marked as read"), focus="#notices")


@require_POST
def notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the note that this is about; the notice is read then."""
    found = get_object_or_404(Notice.objects.to(reader_of(request)).with_place(), uid=uid)
    Notice.objects.filter(pk=found.pk).see()
    note = found.annotation
    # What the moderation deleted is not there: its own address says so.
    return redirect(address_on_page(note) if note.deleted is None else permalink(note))


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell with the number of unread notices; 204 where it shows that number already."""
    count = unread(reader_of(request))
    if request.GET.get("shown", "0") == str(count):
        return HttpResponse(status=204)
    return render(request, "annotations/bell.html", {"unread": count})
