"""What the editor of a proof answers: its page, or by htmx the rows that a correction has changed."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from reader import languages
from reader.access import account, may_edit
from reader.document import Draft
from reader.htmx import done, leave_word, wants_fragment
from reader.models import Proof, Visibility
from reader.proofs.correcting import CorrectionProblem, TextChanged
from reader.proofs.keeping import draft_in
from reader.proofs.rows import ROLES, ROWS, ProofSheet, changes, stamp
from reader.proofs.words import focus_after, said_of
from reader.rendering import join_safe
from reader.twins import known

TEMPLATE = "reader/proof.html"
DOUBTS = "doubts"
# The key of a block, or a name of the page's own: what is sent goes into a header.
PLACE = re.compile(r"[a-z0-9-]{1,20}")


def editor(request: HttpRequest, proof: Proof, problem: str = "", status: int = 200) -> HttpResponse:
    """The page; with what is wrong at the field that was sent, and what was typed there."""
    draft = draft_in(proof)
    sheet = ProofSheet(draft)
    context = _context(request, proof, sheet)
    keys = sheet.keys(only_doubts=context["only_doubts"])
    page = Paginator(keys, ROWS).get_page(request.GET.get("page"))
    twin = None
    if proof.interview is None:
        twin = known(account(request), url=draft.source_url, data=bytes(proof.source), draft=draft)
    context |= {
        "page": page,
        "rows": sheet.rows(page.object_list),
        "languages": languages.choices(draft.language),
        "visibilities": visibilities(),
        "visibility": proof.interview.visibility if proof.interview else Visibility.PUBLIC,
        "twin": twin,
        "twin_is_mine": twin is not None and may_edit(request.user, twin),
        "problem": problem,
        "slot": _slot_of(request) if problem else "",
        "typed": request.POST,
    }
    return render(request, TEMPLATE, context, status=status)


def visibilities() -> list[tuple[str, str]]:
    """Who may read an interview, in words that say what it means."""
    return [
        (Visibility.PUBLIC, _("Public: in the library")),
        (Visibility.UNLISTED, _("Unlisted: who knows the address")),
        (Visibility.PRIVATE, _("Private: only me")),
    ]


def _context(request: HttpRequest, proof: Proof, sheet: ProofSheet) -> dict[str, Any]:
    shown = {name: value for name in ("page", "show") if (value := request.GET.get(name))}
    query = f"?{urlencode(shown)}" if shown else ""
    return {
        "proof": proof,
        "draft": sheet.draft,
        "sheet": sheet,
        "roles": ROLES,
        "only_doubts": request.GET.get("show") == DOUBTS,
        "corrections": reverse("reader:corrections", args=[proof.uid]) + query,
        "undo": reverse("reader:undo", args=[proof.uid]) + query,
        "steps": proof.corrections.count(),
    }


def wrong(request: HttpRequest, proof: Proof, problem: CorrectionProblem) -> HttpResponse:
    """What is wrong, said where it was sent; nothing else changes."""
    if not wants_fragment(request):
        return editor(request, proof, str(problem), status=422)
    context: dict[str, Any] = {"slot": _slot_of(request), "problem": str(problem)}
    if isinstance(problem, TextChanged):
        context |= {"now": problem.text, "key": request.POST["key"], "stamp": stamp(problem.text)}
    response = render(request, f"{TEMPLATE}#problem", context, status=422)
    return reswap(retarget(response, f"#{context['slot']}"), "outerHTML")


def _slot_of(request: HttpRequest) -> str:
    """The id of the element that says what is wrong with what was sent."""
    sent = request.POST
    places = {"head": "head", "person": "new-person", "speaker": f"person-{sent.get('number', '')}"}
    place = places.get(sent.get("do", ""), sent.get("key", "")) or "save"
    return f"problem-{place}" if PLACE.fullmatch(place) else "problem-save"


def corrected(
    request: HttpRequest, proof: Proof, old: Draft, new: Draft, what: str, *, undone: bool = False
) -> HttpResponse:
    """The editor after a correction, or after one was taken back."""
    before, after = ProofSheet(old), ProofSheet(new)
    is_fragment = wants_fragment(request)
    shown = request.POST.get("shown", "").split() if is_fragment else after.keys(only_doubts=False)
    rows = list(changes(before, after, shown))
    say = said_of(what, old, new, rows, undone=undone)
    focus = focus_after(request.POST, what, old, new, rows, undone=undone)
    if not is_fragment:
        leave_word(request, say)
        return redirect(_address(request, proof, focus))
    context = _context(request, proof, after) | {"oob": True, "languages": languages.choices(new.language)}
    pieces = [_part(request, "changed-row", context | {"change": change}) for change in rows]
    parts = ["sum", "undo"]
    if before.people != after.people:
        parts.append("people")
    # The head's own fields show what was typed; only taking it back changes them.
    if undone and what == "head":
        parts.append("head")
    slot = _slot_of(request)
    if _is_there(slot, new) and slot.removeprefix("problem-") not in {row.key for row in rows}:
        parts.append("problem")
    pieces += [_part(request, part, context | {"slot": slot}) for part in parts]
    more: dict[str, Any] = {"focus": focus or None}
    if old != new and not undone:
        more["undo"] = {"url": context["undo"], "label": _("Undo"), "values": {}}
    return done(HttpResponse(join_safe(pieces)), say, **more)


def _address(request: HttpRequest, proof: Proof, focus: str) -> str:
    """Of the page that was left, at the row that has the focus or was corrected."""
    query = request.GET.urlencode()
    address = proof.get_absolute_url() + (f"?{query}" if query else "")
    key = request.POST.get("key", "")
    place = focus.removeprefix("#choice-") if focus.startswith("#choice-") else key
    return f"{address}#b-{place}" if place.isalnum() else address


def _part(request: HttpRequest, name: str, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(f"{TEMPLATE}#{name}", context, request))


def _is_there(slot: str, draft: Draft) -> bool:
    """Whether the page has this place for problems; a row's goes with it."""
    name = slot.removeprefix("problem-")
    return name in {"head", "new-person", "save"} or any(block.key == name for block in draft.blocks)
