"""What the editor of a proof answers: its page, or by htmx the rows that a correction has changed."""

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
from reader.htmx import SAID, done, wants_fragment
from reader.models import RIGHT_TO_LEFT, Proof, Visibility
from reader.proof_rows import ROLES, ROWS, ProofSheet, changes
from reader.proofs import draft_in
from reader.rendering import join_safe
from reader.twins import known

TEMPLATE = "reader/proof.html"
DOUBTS = "doubts"


def editor(request: HttpRequest, proof: Proof, problem: str = "", status: int = 200) -> HttpResponse:
    """The page; with what is wrong at the field that was sent, and what was typed there."""
    draft = draft_in(proof)
    sheet = ProofSheet(draft)
    only_doubts = request.GET.get("show") == DOUBTS
    page = Paginator(sheet.keys(only_doubts=only_doubts), ROWS).get_page(request.GET.get("page"))
    twin = None
    if proof.interview is None:
        twin = known(account(request), url=draft.source_url, data=bytes(proof.source), draft=draft)
    context = _context(request, proof, sheet) | {
        "page": page,
        "rows": sheet.rows(page.object_list),
        "only_doubts": only_doubts,
        "languages": languages.choices(draft.language),
        "visibilities": Visibility.choices,
        "twin": twin,
        "twin_is_mine": twin is not None and may_edit(request.user, twin),
        "problem": problem,
        "slot": _slot(request),
        "typed": request.POST,
    }
    return render(request, TEMPLATE, context, status=status)


def _context(request: HttpRequest, proof: Proof, sheet: ProofSheet) -> dict[str, Any]:
    shown = {name: value for name in ("page", "show") if (value := request.GET.get(name))}
    query = f"?{urlencode(shown)}" if shown else ""
    language = sheet.draft.language or "und"
    return {
        "proof": proof,
        "draft": sheet.draft,
        "sheet": sheet,
        "roles": ROLES,
        "language": language,
        "direction": "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        "corrections": reverse("reader:corrections", args=[proof.uid]) + query,
        "undo": reverse("reader:undo", args=[proof.uid]) + query,
        "steps": proof.corrections.count(),
    }


def wrong(request: HttpRequest, proof: Proof, say: str) -> HttpResponse:
    """What is wrong, said where it was sent; nothing else changes."""
    if not wants_fragment(request):
        return editor(request, proof, say, status=422)
    slot = _slot(request)
    context = {"slot": slot, "problem": say}
    response = render(request, f"{TEMPLATE}#problem", context, status=422)
    return reswap(retarget(response, f"#{slot}"), "outerHTML")


def _slot(request: HttpRequest) -> str:
    """The id of the element that says what is wrong with what was sent."""
    key, what = request.POST.get("key", ""), request.POST.get("do", "")
    if key.isalnum():
        return f"problem-{key}"
    return "problem-head" if what == "head" else "problem-people"


def corrected(
    request: HttpRequest, proof: Proof, old: Draft, new: Draft, what: str, *, undone: bool = False
) -> HttpResponse:
    """The editor after a correction, or after one was taken back."""
    say = _said(what, undone=undone)
    created = _created(old, new)
    if not wants_fragment(request):
        request.session[SAID] = say
        query = request.GET.urlencode()
        place = created or request.POST.get("key", "")
        address = proof.get_absolute_url() + (f"?{query}" if query else "")
        return redirect(f"{address}#b-{place}" if place.isalnum() else address)
    before, after = ProofSheet(old), ProofSheet(new)
    context = _context(request, proof, after) | {"slot": _slot(request), "oob": True}
    shown = request.POST.get("shown", "").split()
    pieces = [_row(request, context, change) for change in changes(before, after, shown)]
    # The head's own fields show what was typed; only taking it back changes them.
    parts = ["sum", "people", "undo", "problem", *(["head"] if undone and what == "head" else [])]
    context |= {"languages": languages.choices(new.language)}
    pieces += [SafeString(render_to_string(f"{TEMPLATE}#{part}", context, request)) for part in parts]
    response = HttpResponse(join_safe(pieces))
    more: dict[str, Any] = {"focus": _focus(what, created, request.POST.get("key", ""), old, new)}
    if what and not undone:
        more["undo"] = {"url": context["undo"], "label": _("Undo"), "values": {}}
    return done(response, say, **more)


def _row(request: HttpRequest, context: dict[str, Any], change: Any) -> SafeString:
    return SafeString(render_to_string(f"{TEMPLATE}#changed-row", context | {"change": change}, request))


def _created(old: Draft, new: Draft) -> str:
    """The key of the first block that was not there before; empty where none is new."""
    there = {block.key for block in old.blocks}
    return next((block.key for block in new.blocks if block.key not in there), "")


def _focus(what: str, created: str, key: str, old: Draft, new: Draft) -> str | None:
    """Where the keyboard goes on: at the block that is new, or that another was joined with."""
    if created:
        return f"#choice-{created}"
    if what == "join":
        keys = [block.key for block in old.blocks]
        left = {block.key for block in new.blocks}
        before = next((k for k in reversed(keys[: keys.index(key)]) if k in left), "") if key in keys else ""
        return f"#choice-{before}" if before else None
    return None


def _said(what: str, *, undone: bool) -> str:
    done_words = {
        "kind": _("Kind changed"),
        "range": _("Paragraph moved"),
        "split": _("Split"),
        "join": _("Joined"),
        "text": _("Text changed"),
        "address": _("Address changed"),
        "speaker": _("Person changed"),
        "person": _("Person added"),
        "head": _("Details changed"),
    }
    if not what:
        return _("There is nothing to undo.")
    return _("Taken back: %s") % done_words[what] if undone else done_words[what]
