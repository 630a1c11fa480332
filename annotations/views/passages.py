"""An interview's most highlighted passages; and whether its readers may know of them."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import access
from annotations.coverage import Stretch
from annotations.popular import allow_popular, people_marked, popular_passages, within
from annotations.text_directives import text_directive
from reader.access import may_edit
from reader.htmx import leave_word
from reader.models import Block, Interview

# So many are shown.
MOST = 100


class Passage(NamedTuple):
    """Words that many have marked; `start` is their place in the block's text, `href` leads to them."""

    block: Block
    start: int
    words: str
    people: str
    href: str


@require_http_methods(["GET", "HEAD", "POST"])
def passages(request: HttpRequest, slug: str) -> HttpResponse:
    """What most readers marked. A POST of who may change the text forbids the page or allows it again."""
    interview = access.interview_read(request, slug)
    may_forbid = may_edit(request.user, interview)
    if request.method == "POST":
        if not may_forbid:
            raise PermissionDenied
        return _allow(request, interview, allowed=request.POST.get("popular") == "on")
    context = {
        "interview": interview,
        "passages": _most_marked(interview) if interview.popular else [],
        "may_forbid": may_forbid,
    }
    return render(request, "annotations/passages.html", context)


def _allow(request: HttpRequest, interview: Interview, *, allowed: bool) -> HttpResponse:
    allow_popular(interview, allowed=allowed)
    say = (
        _("Readers may see now what was highlighted often")
        if allowed
        else _("Readers no longer see what was highlighted often")
    )
    leave_word(request, say)
    return redirect(interview)


def _most_marked(interview: Interview) -> list[Passage]:
    found = [
        (stretch, position) for position, many in popular_passages(interview).items() for stretch in many
    ]
    found.sort(key=lambda one: (-one[0].people, one[1], one[0].start))
    shown = found[:MOST]
    blocks = interview.blocks.filter(position__in={position for _stretch, position in shown})
    by_position = {block.position: block for block in blocks.select_related("speaker")}
    return [
        _passage(block, place)
        for stretch, position in shown
        if (block := by_position.get(position)) and (place := within(stretch, block.text))
    ]


def _passage(block: Block, place: Stretch) -> Passage:
    words = block.text[place.start : place.end]
    directive = text_directive(words, block.text[: place.start], block.text[place.end :])
    href = f"{block.get_absolute_url()}{directive}"
    return Passage(block, place.start, words, people_marked(place.people), href)
