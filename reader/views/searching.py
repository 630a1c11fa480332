"""Search over all interviews that a person may see, and what layers add."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from reader.htmx import fragment
from reader.searching.results import results


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, a page of it; the results alone while somebody types."""
    context = results(request).as_context()
    response = render(request, fragment(request, "reader/search.html", "results"), context)
    patch_vary_headers(response, ["Cookie"])
    return response
