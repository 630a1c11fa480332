"""The settings of the site, for those who run it, and its picture."""

from typing import ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import retarget

from reader.access import staff_only
from reader.caching import FOR_EVERYBODY
from reader.field_rules import SEEN
from reader.htmx import fragment, leave_to
from reader.site import Site, stored
from reader.text import is_visible

TEMPLATE = "reader/site.html"


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    limits: ClassVar = {"name": SEEN}

    class Meta:
        model = Site
        fields = ("name", "commenters", "links", "comments", "highlights", "adders")

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not is_visible(name):
            raise forms.ValidationError(_("Please enter a name."), code="required")
        return name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def settings(request: HttpRequest) -> HttpResponse:
    """The form; what is saved holds at once."""
    form = SiteForm(request.POST or None, instance=stored())
    if request.method == "POST" and form.is_valid():
        form.save()
        return leave_to(request, reverse("reader:site"), _("Settings saved"))
    choices = [
        (form[name], form.fields[name].choices)  # type: ignore[attr-defined]
        for name in ("commenters", "comments", "highlights", "adders")
    ]
    context = {"form": form, "choices": choices}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    return retarget(render(request, fragment(request, TEMPLATE, "form"), context, status=422), "#site-form")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The picture, asked for by browsers themselves where a page names none, as the administration's."""
    response = redirect(static("img/icon.svg"))
    response.headers["Cache-Control"] = FOR_EVERYBODY
    return response
