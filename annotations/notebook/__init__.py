"""A reader's notebook: a page of what they highlighted and wrote, narrowed, with what narrows it further."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.paginator import Page, Paginator

from annotations.entries import Section, in_sections
from annotations.models import Annotation
from annotations.notebook.facets import Counts, Facet, count
from annotations.notebook.narrowing import Narrowing
from annotations.queries import AnnotationQuerySet

A_PAGE = 40


@dataclass
class Notebook:
    """What the page shows."""

    narrowing: Narrowing
    number: str = ""

    @cached_property
    def counts(self) -> Counts:
        return count(self.narrowing)

    @cached_property
    def page(self) -> Page[int]:
        """The page that is shown, of numbers: the first note in the order has 0."""
        return Paginator(range(self.counts.found), A_PAGE).get_page(self.number)

    @cached_property
    def sections(self) -> list[Section]:
        """The page's entries under their interviews; where a page begins, the interview is named again."""
        narrowing = self.narrowing
        if not self.counts.found:
            return []
        # Which notes are on the page is asked within the query: sorting is quick where rows are short.
        here = Annotation.objects.filter(pk__in=self._shown().values("pk"))
        notes = narrowing.in_order(here).with_places(narrowing.reader)
        return in_sections(notes, narrowing.reader, narrowing.words)

    def without_shown(self, chosen: Collection[UUID]) -> list[UUID]:
        """Those of the chosen notes, by public id, that are on other pages or are not found at all."""
        here = {entry.note.uid for section in self.sections for entry in section.entries} if chosen else ()
        return [uid for uid in chosen if uid not in here]

    def _shown(self) -> AnnotationQuerySet:
        """The page's notes. Where they go by interview, only those of the page's interviews are sorted."""
        start, stop = self.page.start_index() - 1, self.page.end_index()
        found = self.narrowing.found()
        if self.narrowing.in_text_order:
            interviews, before = self.counts.interviews_of(start, stop)
            found, start, stop = found.filter(interview__in=interviews), start - before, stop - before
        return self.narrowing.in_order(found)[start:stop]

    @property
    def facets(self) -> list[Facet]:
        return self.counts.facets

    @property
    def query(self) -> str:
        return self.narrowing.query()
