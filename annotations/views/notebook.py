"""The notebook: all that a reader highlighted and wrote, searched, narrowed, changed many at once."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

from annotations.answers import form_again
from annotations.audiences import Audiences
from annotations.exporting import notebook_menu
from annotations.meanings import meaning_of
from annotations.models import Annotation, Batch
from annotations.notebook import Notebook
from annotations.notebook.batch_forms import MOST, BatchForm, Chosen
from annotations.notebook.batches import take_back
from annotations.notebook.narrowing import ORDERS, Narrowing
from annotations.permits import writes
from annotations.readers import Reader, reader_of, remember_guest
from reader.htmx import done, fragment, leave_to, wants_fragment

NOTEBOOK = "annotations/notebook.html"


@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """The page; for htmx the list, with what else changes when it is narrowed."""
    reader = reader_of(request)
    narrowing = Narrowing(request.GET, reader=reader)
    context = _context(request, Notebook(narrowing, request.GET.get("page", "")))
    if changed := request.GET.get("changed"):
        context["batch"] = Batch.objects.by(reader).that_can_be_undone(changed).first()
    status = 422 if narrowing.errors else 200
    response = render(request, fragment(request, NOTEBOOK, "results"), context, status=status)
    if narrowing.errors:
        # The fields say it: no message besides.
        retarget(response, "#results")
    remember_guest(request, response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: HttpRequest) -> HttpResponse:
    """The notebook with notes chosen in it: those of a form, to take them along to another page or (`narrow`)
    where the list is narrowed anew; or (`all`) those that the address finds. htmx gets their ids alone.
    """
    if request.method == "POST":
        return _taken_along(request)
    narrowing = Narrowing(request.GET, reader=reader_of(request))
    found = narrowing.found() if "all" in request.GET else Annotation.objects.none()
    picked = list(found.values_list("uid", flat=True)[:MOST])
    if wants_fragment(request):
        return render(request, f"{NOTEBOOK}#chosen", {"elsewhere": picked})
    return _with_chosen(request, Notebook(narrowing, request.GET.get("page", "")), picked)


def _taken_along(request: HttpRequest) -> HttpResponse:
    named, reader = request.POST, reader_of(request)
    picked = Chosen(required=False).clean(named.getlist("note"))
    if "narrow" not in named:
        narrowing = Narrowing(QueryDict(named.get("query", "")), reader=reader)
        return _with_chosen(request, Notebook(narrowing, named.get("page", "")), picked)
    narrowing = Narrowing(named, reader=reader)
    if not picked and not narrowing.errors:
        # An address of its own, which can be kept.
        return redirect(_address(narrowing.query()))
    return _with_chosen(request, Notebook(narrowing), picked)


def _with_chosen(request: HttpRequest, shown: Notebook, picked: Collection[UUID]) -> HttpResponse:
    status = 422 if shown.narrowing.errors else 200
    return render(request, NOTEBOOK, _context(request, shown, picked=picked), status=status)


def _address(query: str) -> str:
    return reverse("annotations:notebook") + (f"?{query}" if query else "")


def _context(
    request: HttpRequest, shown: Notebook, form: BatchForm | None = None, picked: Collection[UUID] = ()
) -> dict[str, Any]:
    query = shown.query
    if form:
        picked = form.chosen
    return {
        "notebook": shown,
        "narrowing": shown.narrowing,
        "query": query,
        "here": _address(query),
        "orders": ORDERS,
        "meanings": meaning_of(shown.narrowing.reader),
        "form": form,
        "form_id": "bulk",
        "circles": Audiences(shown.narrowing.reader).groups,
        "picked": set(picked),
        "elsewhere": shown.without_shown(picked),
        "may_choose_all": shown.counts.found <= MOST,
        "is_fragment": wants_fragment(request),
        "menu": notebook_menu(shown.counts.found, query),
    }


@require_POST
@writes
def changes(request: HttpRequest) -> HttpResponse:
    """Change the chosen notes."""
    reader = _known(request)
    form = BatchForm(request.POST, reader=reader)
    if not form.is_valid():
        shown = Notebook(form.narrowing, request.POST.get("page", ""))
        return form_again(request, NOTEBOOK, "bulk", _context(request, shown, form))
    batch, said = form.save()
    besides = {"changed": str(batch.uid) if batch else "", "page": request.POST.get("page", "")}
    more = urlencode({name: value for name, value in besides.items() if value})
    return _said(request, said, "&".join(filter(None, [form.narrowing.query(), more])), batch)


@require_POST
@writes
def restoration(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a change of many notes."""
    reader = _known(request)
    batch = get_object_or_404(Batch.objects.by(reader), uid=uid)
    restored, left = take_back(batch, reader)
    said = _("Restored") if restored else _("There is nothing to undo.")
    if left:
        since = ngettext(
            "%(count)d note was changed since and stays as it is.",
            "%(count)d notes were changed since and stay as they are.",
            left,
        )
        said = f"{said}. {since % {'count': left}}"
    return _said(request, said, Narrowing(QueryDict(request.POST.get("query", "")), reader=reader).query())


def _known(request: HttpRequest) -> Reader:
    reader = reader_of(request)
    if not reader.known:
        raise PermissionDenied
    return reader


def _said(request: HttpRequest, said: str, query: str, batch: Batch | None = None) -> HttpResponse:
    """Say what was done. In the page the list asks anew by itself; without scripts it comes with Undo."""
    if not wants_fragment(request):
        return leave_to(request, f"{reverse('annotations:notebook')}?{query}#results", said)
    undo = {}
    if batch is not None:
        address = reverse("annotations:undone", args=[batch.uid])
        undo = {"undo": {"url": address, "label": _("Undo"), "values": {}}}
    return done(HttpResponse(), said, **undo)
