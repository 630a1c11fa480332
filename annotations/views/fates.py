"""What became of a reader's own in new texts, which they have taken note of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import access
from annotations.forms.fates import ToldForm
from annotations.models import Fate
from annotations.readers import reader_of
from reader.htmx import done, wants_fragment
from reader.problems import refused


@require_POST
def fates(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell this reader no more of what happened up to the revision that they have read of."""
    interview = access.interview_read(request, slug)
    form = ToldForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, _("Please reload the page."))
    told = Fate.objects.untold(reader_of(request), interview)
    told.filter(revision__lte=form.cleaned_data["revision"]).update(told=timezone.now())
    if wants_fragment(request):
        return done(HttpResponse(), _("Noted"), focus="#title")
    return redirect(interview)
