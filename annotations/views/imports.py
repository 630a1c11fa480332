"""Notes from other sites and services, and what became of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import retarget

from annotations import access
from annotations.importers import ImportProblem
from annotations.importing import Importer
from annotations.importing.form import ImportForm, largest
from annotations.importing.matching import Interviews
from annotations.importing.report import Report
from annotations.permits import writes
from annotations.readers import known_only, reader_of
from annotations.writing import Stale
from reader.htmx import done, fragment
from reader.limits import Limit
from reader.problems import refused, too_quick

IMPORTED = Limit("notes-import", times=30, seconds=600)
PAGE = "annotations/import.html"


@require_http_methods(["GET", "HEAD", "POST"])
@writes
@known_only
def imports(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is taken in, and the answer says what became of it."""
    if request.method != "POST":
        return _page(request, ImportForm(user=request.user, initial=request.GET.dict()))
    if IMPORTED.is_reached(request):
        return too_quick(request, IMPORTED.seconds)
    form = ImportForm(request.POST, request.FILES, user=request.user)
    report = None
    if form.is_valid():
        IMPORTED.count(request)
        try:
            report = _take_in(request, form)
        except ImportProblem as problem:
            form.add_error("by", str(problem))
        except Stale:
            return refused(request, 409, _("The text was changed meanwhile. Please import the file again."))
    if report is None:
        # The form comes back into its own place and says itself what is wrong.
        return retarget(_page(request, form, 422), "#import")
    return done(_page(request, form, report=report), _("Import finished"), focus="#report")


def _take_in(request: HttpRequest, form: ImportForm) -> Report:
    slug = form.cleaned_data["interview"]
    chosen = access.interview_read(request, slug) if slug else None
    interviews = Interviews(request.user, request.get_host(), form.notes)
    importer = Importer(reader_of(request), interviews, chosen)
    return importer.take_in(form.notes, form.cleaned_data["by"].strip())


def _page(
    request: HttpRequest, form: ImportForm, status: int = 200, report: Report | None = None
) -> HttpResponse:
    context = {"form": form, "report": report, "limit": filesizeformat(largest())}
    template = fragment(request, PAGE, "report" if report else "form")
    return render(request, template, context, status=status)
