"""Adding an interview: where its text comes from, and a first look at what is made of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from reader import languages
from reader.access import account, adds
from reader.htmx import leave_to
from reader.importers import FORMATS, ImportProblem
from reader.limits import Limit
from reader.models import Proof
from reader.problems import too_quick
from reader.proofs.correcting import with_keys
from reader.proofs.keeping import begin
from reader.proofs.rows import ProofSheet
from reader.reading import get_ready, read_draft
from reader.sources import SourceForm, pasted_name, too_large

ADDED = Limit("add", times=60, seconds=600)
# A look while somebody types shows this much, and reads no more than this many characters.
ROWS_IN_PREVIEW = 30
LONGEST_PREVIEW = 200_000
TEMPLATE = "reader/add.html"


@adds
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The form; what is sent becomes a proof, in which it can be corrected."""
    if request.method != "POST":
        get_ready()
        return _page(request, SourceForm(initial={"source": "text"}))
    if ADDED.is_reached(request):
        return too_quick(request, ADDED.seconds)
    form = SourceForm(request.POST, request.FILES)
    if form.is_valid():
        ADDED.count(request)
        try:
            source = form.read()
        except ImportProblem as problem:
            form.add_error(form.cleaned_data["source"], str(problem))
        else:
            proof = begin(account(request), source)
            return leave_to(request, proof.get_absolute_url())
    # The form comes back into its own place and says itself what is wrong.
    return retarget(_page(request, form, 422), "#source")


def _page(request: HttpRequest, form: SourceForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "source": form["source"].value() or "text",
        "languages": languages.choices(form["language"].value() or ""),
        "proofs": Proof.objects.open_by(account(request)),
        "endings": ",".join(FORMATS),
        "limit": settings.IMPORT_MAX_BYTES,
        "limit_text": filesizeformat(settings.IMPORT_MAX_BYTES),
        "too_large": too_large(),
    }
    return render(request, TEMPLATE, context, status=status)


@adds
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What would be made of a pasted text; nothing is kept."""
    text = request.POST.get("text", "")
    context: dict[str, object] = {"too_long": len(text) > LONGEST_PREVIEW}
    if text.strip() and not context["too_long"]:
        try:
            sheet = ProofSheet(with_keys(read_draft(pasted_name(text), text.encode("utf-8", "replace"))))
        except ImportProblem as problem:
            context["problem"] = str(problem)
        else:
            keys = [block.key for block in sheet.draft.blocks]
            context |= {
                "sheet": sheet,
                "is_preview": True,
                "rows": sheet.rows(keys[:ROWS_IN_PREVIEW]),
                "more": max(0, len(keys) - ROWS_IN_PREVIEW),
                "language": request.POST.get("language") or sheet.draft.language,
            }
    return render(request, f"{TEMPLATE}#preview", context)
