"""The library as one person sees it: searched, narrowed to what they have (not) read, a page of it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reader.any_case import any_case
from reader.layers import Left, Resume, left_on, resume, states
from reader.models import Block, Interview, InterviewQuerySet, Speaker

A_PAGE = 30
# Shorter words stand in nearly every text.
SHORTEST_WORDING = 3
EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """A state by which the library can be narrowed, and how many interviews are in it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Library:
    """What the page shows."""

    query: str
    state: str
    choices: list[Choice]
    page: Page[Interview]
    rows: list[tuple[Interview, Left]]
    resume: Resume | None

    @property
    def narrowed(self) -> bool:
        """Whether interviews may be missing because of what was asked for."""
        return bool(self.query or self.state)

    def as_context(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in (*self.__slots__, "narrowed")}


def library(request: HttpRequest, *, whole: bool) -> Library:
    """The library for this request: its `whole` page, or what a search replaces."""
    query = request.GET.get("search", "").replace("\0", "").strip()[:200]
    listed = Interview.objects.listed_for(request.user).defer("source")
    found = _search(listed, query) if query else listed
    conditions = states(request)
    state = request.GET.get("state", "")
    state = state if state in conditions else ""
    counts = found.order_by().aggregate(
        all=Count("pk"), **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
    )
    shown = found.filter(conditions[state]) if state else found
    paginator = Paginator(_with_excerpt(shown), A_PAGE)
    paginator.count = counts[state or "all"]
    page = paginator.get_page(request.GET.get("page"))
    rows = list(page)
    left = left_on(rows, request)
    # Only a whole page offers to read on, where nothing is asked for.
    here = resume(listed, request) if whole and not (query or state) else None
    prefetch_related_objects([*rows, *([here.interview] if here else [])], "speakers")
    return Library(
        query=query,
        state=state,
        choices=_choices(counts) if conditions else [],
        page=page,
        rows=[(row, left[row.pk]) for row in rows],
        resume=here,
    )


def _search(interviews: InterviewQuerySet, query: str) -> InterviewQuerySet:
    """Those of which title, speakers or wording hold each word of the query."""
    for word in query.split():
        interviews = interviews.filter(any_case("title", word) | _somewhere(word))
    return interviews


def _somewhere(word: str) -> Q:
    # Subqueries instead of joins: no interview comes twice.
    where = Q(pk__in=Speaker.objects.filter(any_case("name", word)).values("interview"))
    if len(word) >= SHORTEST_WORDING:
        where |= Q(pk__in=Block.objects.filter(any_case("text", word)).values("interview"))
    return where


def _with_excerpt(interviews: InterviewQuerySet) -> InterviewQuerySet:
    first = Block.objects.filter(interview=OuterRef("pk"), position=0).values("text")
    return interviews.annotate(excerpt=Substr(Subquery(first[:1]), 1, EXCERPT))


def _choices(counts: dict[str, int]) -> list[Choice]:
    labels = {"all": _("All"), "unread": _("Unread"), "started": _("Started"), "read": _("Read")}
    return [
        Choice("" if name == "all" else name, label, counts[name])
        for name, label in labels.items()
        if name in counts
    ]
