"""Answers to htmx after a change: the touched blocks as this reader sees them, and what to say."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from annotations.access import shows_place
from annotations.guests import was_asked
from annotations.models import Annotation, Standing, Visibility
from annotations.permalinks import place, reach
from annotations.readers import reader_of, remember_guest
from annotations.spam import SECONDS
from annotations.targets import blocks_of
from annotations.whole import card_of, is_on_the_whole
from annotations.whose import whose
from reader.access import may_edit
from reader.addresses import own_page
from reader.htmx import done, leave_word, wants_fragment
from reader.models import Block, Interview
from reader.page import Page
from reader.problems import TOO_QUICK, too_quick


def changed(
    request: HttpRequest,
    annotation: Annotation,
    say: str,
    *,
    also: Iterable[Block] = (),
    focus: str | None = None,
    reveal: str | None = None,
    orphans: bool = False,
    added: bool = False,
    undo: str = "",
    values: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page where this annotation shows, after a change of it.

    htmx gets the touched blocks; a plain form post is sent back to the place on the page (or to the
    page of ours that it names as `next`), which then says it. `reveal` names what is brought into view,
    wherever the reader was, `undo` the address that takes the change back when `values` are posted there;
    `orphans` says that the list of orphans changes too, `added` that the annotation is new.
    """
    response: HttpResponse
    say = _and_of_address(request, say)
    if not wants_fragment(request):
        leave_word(request, say)
        there = place(annotation, in_thread=shows_place(request, annotation.root or annotation))
        response = redirect(own_page(request, request.POST.get("next", "")) or there)
    else:
        response = HttpResponse(
            "" if _lists_notes(request) else _fresh(request, annotation, also, orphans=orphans, added=added)
        )
        more: dict[str, Any] = {"focus": focus or None, "reveal": reveal}
        if undo:
            url = reverse(f"annotations:{undo}", args=[annotation.uid])
            more["undo"] = {"url": url, "label": _("Undo"), "values": {**(values or {}), "undo": "1"}}
        done(response, say, **more)
    response.headers["X-Object-Id"] = str(annotation.uid)
    remember_guest(request, response)
    return response


def _and_of_address(request: HttpRequest, say: str) -> str:
    """This, and what becomes of an address that a new guest gave along with it."""
    asked = was_asked(request)
    if asked is None:
        return say
    about = _("Please confirm your address: a mail is on its way.")
    if not asked:
        about = _(
            "No mail was sent to your address, because there were too many already. "
            "Please enter it again tomorrow under “Notices”."
        )
    return f"{say.removesuffix('.')}. {about}"


def _lists_notes(request: HttpRequest) -> bool:
    """Whether the page at hand shows no text, but a list of notes that is fetched anew after a change."""
    path = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    return path.startswith((reverse("annotations:notebook"), reverse("annotations:tag", args=["-"])[:-2]))


def shown_blocks(request: HttpRequest, annotation: Annotation) -> list[Block]:
    """The blocks where this reader sees the annotation.

    Where a thread lies is nothing for those who may not see it, be a reply in it their own.
    """
    root = annotation.root or annotation
    return blocks_of(root) if shows_place(request, root) else []


def _fresh(
    request: HttpRequest, annotation: Annotation, also: Iterable[Block], *, orphans: bool, added: bool
) -> str:
    """The blocks where the annotation shows, and these, as they are now."""
    blocks = {block.pk: block for block in [*shown_blocks(request, annotation), *also]}
    interview, whole = annotation.interview, is_on_the_whole(annotation)
    if annotation.root_id is not None:
        # A reply deep in its thread stays in view.
        reach(request, annotation)
    interview.catch_up()
    pieces = _pieces(request, interview, list(blocks.values()), orphans or not (blocks or whole))
    if whole:
        card = card_of(annotation, reader_of(request), whose(request))
        pieces.append(
            f'<div hx-swap-oob="beforeend:#comment-list">{card}</div>' if added else out_of_band(card)
        )
    return "\n".join(pieces)


def _pieces(request: HttpRequest, interview: Interview, blocks: list[Block], orphans: bool) -> list[str]:
    page = Page(interview, request)
    pieces = [out_of_band(html) for html in page.render(sorted(blocks, key=lambda b: b.position))]
    context = {"interview": interview, **page.layers.context()}
    pieces.append(out_of_band(render_to_string("reader/interview.html#note-count", context, request)))
    if may_edit(request.user, interview):
        pieces.append(
            out_of_band(render_to_string("reader/interview.html#suggestion-count", context, request))
        )
    if orphans:
        pieces.append(out_of_band(render_to_string("reader/interview.html#orphans", context, request)))
    return pieces


def out_of_band(html: str) -> str:
    """The element, told to take the place of the one with its id."""
    return re.sub(r"^\s*<(\w+)", r'<\1 hx-swap-oob="true"', html, count=1)


def form_again(
    request: HttpRequest, template: str, name: str, context: dict[str, Any], status: int = 422
) -> HttpResponse:
    """A form with what is wrong in it, in its own place; whatever was typed is still there."""
    fragment = wants_fragment(request)
    html = render_to_string(f"{template}#{name}" if fragment else template, context, request)
    response = HttpResponse(html, status=status)
    if fragment:
        reswap(retarget(response, f"#{context['form_id']}"), "outerHTML")
    return response


def slow_down(request: HttpRequest, again: Callable[[], HttpResponse] | None) -> HttpResponse:
    """Too much in too short a time. What was typed stays: on htmx's page, else in a form made `again`."""
    if again is None or wants_fragment(request):
        return too_quick(request, SECONDS)
    leave_word(request, TOO_QUICK)
    response = again()
    response.status_code = 429
    response.headers["Retry-After"] = str(SECONDS)
    return response


def said_of(annotation: Annotation, say: str) -> str:
    """What is said after saving: also where others do not see it yet."""
    if annotation.standing != Standing.WAITING or annotation.visibility != Visibility.PUBLIC:
        return say
    return _("Saved. Others see it once the moderation has looked at it.")


def short(text: str) -> str:
    """A quote for announcements."""
    return Truncator(" ".join(text.split())).chars(60)
