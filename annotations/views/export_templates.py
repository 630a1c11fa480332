"""The template of a reader's notes in Markdown: edited, looked at, put back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import retarget

from annotations.exporters import template
from annotations.exporters.markdown import one
from annotations.exporters.sample import sample
from annotations.exporting import of_notebook
from annotations.models import ExportTemplate
from annotations.notebook.narrowing import Narrowing
from annotations.readers import Reader, known_only, reader_of
from reader.htmx import fragment, leave_to
from reader.text import clean

PAGE = "annotations/export_template.html"
# So many notes, the latest, show what the template makes of them.
SHOWN = 2


class TemplateForm(forms.Form):
    """The template of one note."""

    text = forms.CharField(
        label=gettext_lazy("Template of one note"),
        max_length=template.LONGEST_TEMPLATE,
        strip=False,
        error_messages={"required": gettext_lazy("Please enter a template, or put the first one back.")},
    )

    def clean_text(self) -> str:
        text = clean(self.cleaned_data["text"]).strip("\n") + "\n"
        template.check(text)
        return text


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def export_template(request: HttpRequest) -> HttpResponse:
    """The form with a look at what comes of it; what is sent is looked at, kept or forgotten."""
    reader = reader_of(request)
    own = ExportTemplate.objects.by(reader)
    wanted = request.POST.get("do") if request.method == "POST" else ""
    if wanted == "reset":
        own.delete()
        return _left(request, _("The first template is back"))
    kept = own.first()
    initial = {"text": kept.text if kept else template.DEFAULT}
    form = TemplateForm(request.POST if wanted else None, initial=initial)
    if wanted == "save" and form.is_valid():
        ExportTemplate.objects.update_or_create(
            **reader.as_owner(), defaults={"text": form.cleaned_data["text"]}
        )
        return _left(request, _("Template saved"))
    text = initial["text"]
    if wanted:
        text = form.cleaned_data["text"] if form.is_valid() else ""
    context = {
        "form": form,
        "preview": _preview(request, reader, text) if text else "",
        "fields": [(f"{{{{{name}}}}}", meaning) for name, meaning in template.FIELDS.items()],
    }
    part = fragment(request, PAGE, "preview")
    if form.errors:
        return retarget(render(request, part, context, status=422), "#preview")
    return render(request, part, context)


def _preview(request: HttpRequest, reader: Reader, text: str) -> str:
    """Some of the reader's own notes by this template; a made-up one where there are none."""
    export = of_notebook(request, Narrowing({}, reader=reader))
    latest = export.found.latest_first().values_list("pk", flat=True)
    chosen = list(latest.exclude(exact="")[:SHOWN]) or list(latest[:SHOWN])
    export.found = export.found.filter(pk__in=chosen)
    export.template = text
    notes = list(export.notes()) or [sample(export.site)]
    return "\n".join(one(note, export) for note in notes)


def _left(request: HttpRequest, say: str) -> HttpResponse:
    return leave_to(request, reverse("annotations:export_template"), say)
