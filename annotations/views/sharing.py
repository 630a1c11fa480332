"""Sharing a passage or a note: the panel with what can be copied, and the picture of a note."""

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from annotations import access
from annotations.forms.passages import RangeForm
from annotations.models import Annotation
from annotations.sharing import Shared, fields, share_note, share_passage
from annotations.targets import blocks_of, quote
from reader.htmx import fragment, wants_fragment
from reader.models import Interview, Visibility
from reader.views.cards import passage_card, picture, title_card

SHARE = "annotations/share.html"


@require_safe
def note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a note's passage looks like elsewhere: in the note's panel for htmx, a page for everyone else."""
    annotation = access.annotation_read(request, uid)
    in_thread = access.shows_place(request, annotation.root or annotation)
    context = _context(request, share_note(annotation, in_thread=in_thread)) | {"annotation": annotation}
    return render(request, fragment(request, SHARE, "share"), context)


@require_safe
def passage(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for any passage; for htmx it opens in a dialog."""
    interview = access.interview_read(request, slug)
    form = RangeForm(request.GET, interview=interview)
    if not form.is_valid():
        raise Http404
    found = form.passage
    response = render(
        request,
        fragment(request, SHARE, "share"),
        _context(request, share_passage(interview, found, quote(found))),
    )
    if wants_fragment(request):
        trigger_client_event(response, "randnotiz:ask", {}, after="settle")
    return response


def _context(request: HttpRequest, shared: Shared) -> dict[str, object]:
    origin = f"{request.scheme}://{request.get_host()}"
    return {"interview": shared.interview, **fields(shared, origin)}


@require_safe
def card(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """The picture of what a note is about. Only of what everybody may see: pictures are made for others."""
    if form not in {"svg", "png"}:
        raise Http404
    listed = Interview.objects.exclude(visibility=Visibility.PRIVATE).values("pk")
    notes = Annotation.objects.public().present().named(uid).filter(interview__in=listed)
    found = notes.select_related("interview", "root", "start_block", "end_block").first()
    if found is None:
        raise Http404
    root = found.root or found
    if not root.is_public:
        # Its words stay with what was hidden, be the reply to it shown.
        raise Http404
    blocks = blocks_of(root)
    prefetch_related_objects(blocks, "speaker")
    words = root.exact or (blocks[0].text if blocks else "")
    shown = passage_card(found.interview, words, blocks) if words else title_card(found.interview)
    return picture(request, shown, form, public=True)
