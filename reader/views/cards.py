"""A passage of an interview, or its title, as a picture."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reader.access import interview_read
from reader.caching import FOR_EVERYBODY, FOR_ONE
from reader.cards import Card, draw
from reader.models import Block, Interview, Visibility
from reader.painting import can_paint, paint
from reader.sharing import SITE

# What a picture needs that is opened by itself: nothing. The last three have no default.
ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@require_safe
def card(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """`?block=` names a block, `start` and `end` what of it (code points); without them it is the title."""
    interview = interview_read(request, slug)
    key = request.GET.get("block", "")
    block = interview.blocks.select_related("speaker").filter(key=key).first() if key.isalnum() else None
    if key and block is None:
        raise Http404
    shown = title_card(interview) if block is None else _passage_card(request, interview, block)
    return picture(request, shown, form, public=interview.visibility != Visibility.PRIVATE)


def _passage_card(request: HttpRequest, interview: Interview, block: Block) -> Card:
    try:
        start = int(request.GET.get("start", 0))
        end = int(request.GET.get("end", len(block.text)))
    except ValueError:
        raise Http404 from None
    words = block.text[start:end] if 0 <= start < end <= len(block.text) else ""
    if not words.strip():
        raise Http404
    return passage_card(interview, words, [block])


def title_card(interview: Interview) -> Card:
    """The interview itself, with who speaks in it."""
    names = ", ".join(interview.speakers.values_list("name", flat=True)[:4])
    return _card(interview, interview.title, names, interview.site_name, 0)


def passage_card(interview: Interview, words: str, blocks: list[Block]) -> Card:
    """Words of these blocks (with their speakers), and who says them."""
    speakers = list(dict.fromkeys(block.speaker for block in blocks if block.speaker))
    names = ", ".join(speaker.name for speaker in speakers)
    return _card(interview, words, names, interview.title, speakers[0].colour if speakers else 0)


def _card(interview: Interview, words: str, names: str, title: str, colour: int) -> Card:
    rtl = interview.direction == "rtl"
    return Card(words, names, title, SITE, colour, language=interview.language, rtl=rtl)


def picture(request: HttpRequest, shown: Card, form: str, *, public: bool) -> HttpResponse:
    """The card as `svg` or `png`. Where nothing can be painted, the browser draws it with its own fonts."""
    svg = draw(shown)
    if form == "svg":
        response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
        # Opened by itself it is a document of this site: nothing in it may run or be fetched.
        response.headers["Content-Security-Policy"] = ALONE
    elif can_paint():
        response = HttpResponse(paint(svg), content_type="image/png")
    else:
        query = request.META["QUERY_STRING"]
        response = redirect(f"{request.path.removesuffix('png')}svg" + (f"?{query}" if query else ""))
    response.headers["Cache-Control"] = FOR_EVERYBODY if public else FOR_ONE
    return response
