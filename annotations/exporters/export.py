"""What is exported, and how its reader wants it; each is looked up when a format first asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Max

from annotations.exporters.collecting import collect
from annotations.exporters.record import Exported
from annotations.exporters.template import DEFAULT
from annotations.meanings import meaning_of
from annotations.models import Colour, ExportTemplate
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from reader.models import Interview, Revision

# Where there are no notes of which one could be the newest.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Export:
    """Some notes that a reader may see, to be written in one of the formats.

    `site` begins every link, as in `https://notes.example`, `url` is the page that shows these notes;
    `interview` is set where a whole interview is exported.
    """

    def __init__(
        self,
        found: AnnotationQuerySet,
        reader: Reader,
        *,
        title: str,
        url: str,
        site: str,
        language: str,
        interview: Interview | None = None,
    ) -> None:
        self.found = found
        self.reader = reader
        self.title = title
        self.url = url
        self.site = site
        self.language = language
        self.interview = interview

    def notes(self) -> Iterator[Exported]:
        """The notes in reading order, read as they are asked for."""
        return collect(self.found, self.reader, self.site)

    @cached_property
    def _sums(self) -> dict[str, Any]:
        return self.found.order_by().aggregate(total=Count("pk"), newest=Max("modified"))

    @property
    def total(self) -> int:
        return self._sums["total"]

    @property
    def newest(self) -> datetime:
        """When a note among them was last changed.

        The only date that stands for all of them, so that the same notes make the same file.
        """
        return self._sums["newest"] or NEVER

    @cached_property
    def texts_changed(self) -> datetime:
        """When one of the interviews was last changed: its title, its people, its words."""
        changes = Revision.objects.filter(interview__in=self.found.order_by().values("interview"))
        return changes.aggregate(last=Max("created"))["last"] or NEVER

    @cached_property
    def template(self) -> str:
        """The reader's template of one note in Markdown."""
        own = ExportTemplate.objects.by(self.reader).first()
        return own.text if own else DEFAULT

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What the colours mean to the reader, where they said so."""
        return meaning_of(self.reader)

    def colour_name(self, colour: str) -> str:
        """The colour's name in the reader's language; empty for none."""
        return str(Colour(colour).label) if colour else ""

    def meaning(self, note: Exported) -> str:
        """What the reader means by the colour of an own note; of others' its name."""
        own = self.meanings.get(note.colour) if note.mine else ""
        return own or self.colour_name(note.colour)
