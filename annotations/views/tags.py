"""The tags of one note, and all notes with one tag."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations import access
from annotations.answers import changed, form_again, said_of
from annotations.entries import in_sections
from annotations.forms.tags import TagsForm
from annotations.models import Annotation, Tag, tag_key
from annotations.notebook import A_PAGE
from annotations.permits import writes
from annotations.readers import reader_of
from annotations.spam import judged_tags
from annotations.tagging import offered, set_tags
from annotations.views.revisions import refuses_stale
from reader.htmx import fragment

TAGGING = "annotations/tagging.html"
TAG = "annotations/tag.html"
# So many tags that a note does not have stand ready to be ticked.
AT_HAND = 6


@require_http_methods(["GET", "HEAD", "POST"])
@writes
@refuses_stale
def tags(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for an own note's tags, and the tags themselves: those posted, no others."""
    annotation = access.annotation_write(request, uid)
    before = list(annotation.tags.order_by("key").values_list("name", flat=True))
    if request.method != "POST":
        form = TagsForm(initial={"tag": before})
        return render(
            request, fragment(request, TAGGING, "tagging"), _context(request, annotation, before, form)
        )
    form = TagsForm(request.POST)
    if not form.is_valid():
        return form_again(request, TAGGING, "tagging", _context(request, annotation, before, form))
    names = form.cleaned_data["names"]
    set_tags(annotation, names, **judged_tags(annotation, names))
    focus = f"#n-{annotation.ref}"
    say = said_of(annotation, _("Tags saved"))
    return changed(request, annotation, say, focus=focus, undo="tags", values={"tag": before})


@require_safe
def offered_tags(request: HttpRequest, slug: str) -> JsonResponse:
    """Names of tags that this reader may want for a note on this interview, the most used first."""
    interview = access.interview_read(request, slug)
    return JsonResponse({"tags": offered(reader_of(request), interview)})


def _context(
    request: HttpRequest, annotation: Annotation, before: list[str], form: TagsForm
) -> dict[str, object]:
    kept = form["tag"].value() or ()
    there = {tag_key(name) for name in before}
    known = offered(reader_of(request), annotation.interview)
    others = [name for name in known if tag_key(name) not in there]
    return {
        "annotation": annotation,
        "interview": annotation.interview,
        "form": form,
        "form_id": f"tags-{annotation.ref}",
        "action": reverse("annotations:tags", args=[annotation.uid]),
        "tags": [(name, name in kept) for name in [*before, *others[:AT_HAND]]],
        "offered": others[AT_HAND:],
    }


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponse:
    """The reader's own notes and public ones with a tag. Of a tag that they see on none, nothing is said."""
    reader = reader_of(request)
    key = tag_key(name.replace("\0", ""))
    found = Annotation.objects.findable_by(reader)
    notes = found.tagged([key]).in_text_order()
    page = Paginator(notes.values_list("pk", flat=True), A_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise Http404
    here = Annotation.objects.filter(pk__in=list(page)).in_text_order().with_places(reader)
    spelled = Tag.objects.spelling(key, found)
    context = {
        "name": spelled,
        "page": page,
        "here": reverse("annotations:tag", args=[spelled]),
        "sections": in_sections(here, reader),
        # There is a feed of what everybody may see.
        "has_feed": Annotation.objects.listed().tagged([key]).exists(),
    }
    return render(request, fragment(request, TAG, "results"), context)
