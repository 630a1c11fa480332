"""The least that storing a comment costs: a Django view that inserts one row, under the same server.

`tests.bench.comments` serves it beside the site; `application` is its entry.
"""

import os

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.config.settings")
settings.ROOT_URLCONF = "tests.bench.bare"
django.setup()
# Not before: allauth asks for its own.
settings.MIDDLEWARE = []

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from annotations.models import Annotation  # noqa: E402
from reader.intake import read_first  # noqa: E402


def insert(request: HttpRequest, interview: int, creator: int) -> HttpResponse:
    """One comment on the whole interview, and nothing else."""
    made = Annotation.objects.create(
        interview_id=interview,
        creator_id=creator,
        motivation="commenting",
        visibility="public",
        body=request.POST["body"],
    )
    return HttpResponse(str(made.uid), status=201)


urlpatterns = [path("<int:interview>/<int:creator>/", insert)]
application = read_first(WSGIHandler())
