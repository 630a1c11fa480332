"""A site's old comments: a file, what would become of them page by page, and taking them over."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from annotations.models import CommentFile
from annotations.old_comments.forms import CommentFileForm, choose, largest
from annotations.old_comments.keeping import comments_in, forget_late, keep
from annotations.old_comments.matching import Shelf
from annotations.old_comments.pages import pages_of
from annotations.old_comments.preview import CommentReport, preview_of
from annotations.old_comments.taking_over import take_over
from annotations.permits import writes
from annotations.views.moderation import moderators_only
from reader.access import account
from reader.htmx import done, fragment, leave_to
from reader.limits import Limit
from reader.models import Interview
from reader.problems import refused, too_quick

READ = Limit("comments-import", times=20, seconds=600)
TEMPLATE = "annotations/comment_file.html"
# How long taking over may take; what is left then comes with the next attempt.
SECONDS = 20


def there(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a file, for its owner; of one that is gone it says what may have become of it."""

    @wraps(view)
    def guarded(request: HttpRequest, uid: UUID) -> HttpResponse:
        try:
            file = get_object_or_404(CommentFile.objects.kept_for(account(request)), uid=uid)
        except Http404:
            say = _("This file is not there any more: it was discarded, or kept for too long.")
            return refused(request, 404, say)
        return view(request, file)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
@writes
def begin(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is read and kept, and its preview follows."""
    user = account(request)
    if request.method != "POST":
        forget_late()
        waiting = CommentFile.objects.kept_for(user).defer("comments").first()
        form = CommentFileForm(user=user, initial={"interview": request.GET.get("interview", "")})
        return _page(request, "form", {"form": form, "waiting": waiting})
    if READ.is_reached(request, str(user.pk)):
        return too_quick(request, READ.seconds)
    READ.count(request, str(user.pk))
    form = CommentFileForm(request.POST, request.FILES, user=user)
    if not form.is_valid():
        return retarget(_page(request, "form", {"form": form}, 422), "#stage")
    file = keep(user, form.cleaned_data["file"].name, form.comments, form.chosen)
    response = leave_to(request, file.get_absolute_url())
    response.headers["X-Object-Id"] = str(file.uid)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
@writes
@there
def comment_file(request: HttpRequest, file: CommentFile) -> HttpResponse:
    """What would become of the comments; a POST takes over those of some pages and says what it did."""
    number, comments = request.GET.get("page", ""), list(comments_in(file))
    pages, shelf = pages_of(comments), _shelf(request)
    if request.method != "POST":
        shelf.find(pages, file.interview_id)
        return _page(request, "preview", {"preview": preview_of(file, pages, shelf, number)})
    typed = request.POST.dict()
    wrong = choose(pages, typed, shelf.interviews, request.POST.get("only", ""))
    chosen = [page for page in pages if page.interview]
    if wrong or not chosen:
        preview = preview_of(file, pages, shelf, number, typed, wrong)
        context = {"preview": preview, "nowhere": not wrong}
        return retarget(_page(request, "preview", context, 422), "#stage")
    take_over(chosen, SECONDS)
    CommentFile.objects.filter(pk=file.pk).update(used=timezone.now())
    rest, shelf = pages_of(comments), _shelf(request)
    shelf.find(rest, file.interview_id)
    context = {"report": CommentReport(chosen), "preview": preview_of(file, rest, shelf, number)}
    return done(_page(request, "preview", context), _("Import finished"), focus="#stage")


@require_POST
@moderators_only
@there
def deletion(request: HttpRequest, file: CommentFile) -> HttpResponse:
    """Forget a file. What was imported of it stays."""
    file.delete()
    return leave_to(request, reverse("annotations:import_comments"), _("File discarded"))


def _shelf(request: HttpRequest) -> Shelf:
    return Shelf(Interview.objects.editable_by(account(request)))


def _page(request: HttpRequest, stage: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    context |= {"stage": stage, "limit": filesizeformat(largest())}
    return render(request, fragment(request, TEMPLATE, stage), context, status=status)
