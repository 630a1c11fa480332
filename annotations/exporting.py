"""What of a request's notes is exported, and the links that lead to every format."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.exporters import FORMATS, Format
from annotations.exporters.export import Export
from annotations.models import Annotation
from annotations.notebook.narrowing import Narrowing
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader, reader_of
from reader.models import Interview


@dataclass(frozen=True, slots=True)
class Menu:
    """The formats with their addresses, for `templates/annotations/export_menu.html`."""

    count: int
    links: list[tuple[Format, str]]


def notebook_menu(count: int, query: str) -> Menu:
    """For the notes that a notebook shows: so many, narrowed as the query of its address says."""
    rest = f"?{query}" if query else ""
    formats = [format for format in FORMATS.values() if not format.whole]
    return Menu(count, [(one, reverse("annotations:export", args=[one.key]) + rest) for one in formats])


def interview_menu(interview: Interview, count: int) -> Menu:
    """For all notes on an interview that a reader may see."""
    formats = FORMATS.values()
    address = "annotations:interview_export"
    return Menu(count, [(one, reverse(address, args=[interview.slug, one.key])) for one in formats])


def on_interview(interview: Interview, reader: Reader) -> AnnotationQuerySet:
    """What a whole interview's export holds: the reader's own notes and those that they may see."""
    return Annotation.objects.on(interview).visible_to(reader).present()


def of_notebook(request: HttpRequest, narrowing: Narrowing) -> Export:
    """The reader's own notes, narrowed."""
    title = _("Notes by %(name)s") % {"name": narrowing.reader.name}
    return Export(narrowing.found(), narrowing.reader, title=title, **_addresses(request, "/notes/"))


def of_interview(request: HttpRequest, interview: Interview) -> Export:
    """All notes on an interview that this reader may see."""
    reader = reader_of(request)
    return Export(
        on_interview(interview, reader),
        reader,
        title=interview.title,
        interview=interview,
        **_addresses(request, interview.get_absolute_url()),
    )


def _addresses(request: HttpRequest, path: str) -> dict[str, Any]:
    site = f"{request.scheme}://{request.get_host()}"
    return {"url": site + path, "site": site, "language": get_language() or "en"}
