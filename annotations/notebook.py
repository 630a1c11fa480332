"""A reader's notebook: a page of what they highlighted and wrote, narrowed, with what narrows it further."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from annotations.entries import Section, in_sections
from annotations.facets import Counts, Facet, count
from annotations.models import Annotation
from annotations.narrowing import Narrowing

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
    def page(self) -> Page:
        narrowing = self.narrowing
        paginator = Paginator(narrowing.in_order(narrowing.found()).values("pk"), A_PAGE)
        paginator.count = self.counts.found
        return paginator.get_page(self.number)

    @cached_property
    def sections(self) -> list[Section]:
        """The page's entries under their interviews; where a page begins, the interview is named again."""
        narrowing = self.narrowing
        if not self.counts.found:
            return []
        # Which notes are on the page is asked within the query: sorting is quick where rows are short.
        here = Annotation.objects.filter(pk__in=self.page.object_list)
        notes = narrowing.in_order(here).with_places(narrowing.reader)
        return in_sections(notes, narrowing.reader, narrowing.words)

    @property
    def facets(self) -> list[Facet]:
        return self.counts.facets

    @property
    def query(self) -> str:
        return self.narrowing.query()
