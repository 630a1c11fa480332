"""What a person may find, a page of it: where it stands, with the words marked that were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reader.layers import Found, found_by_layers, searched_by_layers
from reader.models import Entry, Interview
from reader.outline import label
from reader.searching.asking import LONGEST, Asked, ask
from reader.searching.matching import Answers
from reader.searching.ranking import worth
from reader.searching.snippets import Snippet, fragment, snippet
from reader.searching.terms import Stems

A_PAGE = 20
# Of words that stand nearly everywhere none answers better than another, and ranking them takes long.
MOST_RANKED = 10_000
PLACE = "place"
ORDERS: dict[str, Promise] = {"": _("best first"), PLACE: _("by interview and place")}

# Heads first, then interview by interview, the latest first. Of what answers equally well, too.
IN_PLACE = (
    Case(When(source=Entry.HEAD, then=Value(0)), default=Value(1)),
    "-interview__added",
    "-interview",
    F("block__position").asc(nulls_last=True),
    "pk",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its interview, its words, the way there; of a turn who says it, and its number."""

    interview: Interview
    source: str
    href: str
    snippet: Snippet
    by: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What the page shows; `interview` and `speaker` narrow it.

    `order` is a key of `ORDERS`; `too_many` says that the best were asked for and not looked for.
    """

    query: str
    speaker: str
    interview: Interview | None
    order: str
    asked: bool
    too_many: bool
    page: Page[Any]
    hits: list[Hit]

    def as_context(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"orders": ORDERS.items()}


def results(request: HttpRequest) -> Results:
    """The answer to this request. At most six queries, whatever is found."""
    given = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("speaker", "interview")}
    query = request.GET.get("q", "").replace("\0", "").lstrip()[:LONGEST]
    listed = Interview.objects.listed_for(request.user).order_by().defer("source")
    interview = listed.filter(slug=given["interview"][:120]).first() if given["interview"] else None
    languages = (
        {interview.language} if interview else set(listed.values_list("language", flat=True).distinct())
    )
    order = PLACE if request.GET.get("order") == PLACE else ""
    asked = ask(query, languages)
    entries = Entry.objects.none()
    if asked:
        among = listed.filter(pk=interview.pk) if interview else listed
        entries = _entries(request, among.values("pk"), asked, given["speaker"])
    paginator = Paginator(entries, A_PAGE)
    too_many = order != PLACE and paginator.count > MOST_RANKED
    if asked and order != PLACE and not too_many:
        paginator.object_list = entries.order_by(worth(asked).desc(), *IN_PLACE)
    page = paginator.get_page(request.GET.get("page"))
    hits = _hits(request, list(page), asked)
    return Results(query, given["speaker"], interview, order, bool(asked), too_many, page, hits)


def _entries(request: HttpRequest, interviews: Any, asked: Asked, speaker: str) -> Any:
    """What is found, by place."""
    # Heads and blocks. With their sources' names SQLite would look at all of them first, then at its index.
    readable = Q(other__isnull=True)
    for source, keys in searched_by_layers(request).items():
        readable |= Q(source=source, other__in=keys)
    found = Entry.objects.filter(Answers(asked), readable, interview__in=interviews)
    if speaker:
        found = found.filter(block__speaker__name=speaker)
    return (
        found.select_related("interview", "block__speaker")
        .defer("words", "stems", "interview__source")
        .order_by(*IN_PLACE)
    )


def _hits(request: HttpRequest, entries: list[Entry], asked: Asked) -> list[Hit]:
    others: dict[str, list[int]] = {}
    for entry in entries:
        if entry.other is not None:
            others.setdefault(entry.source, []).append(entry.other)
    found = found_by_layers(others, request)
    stems: dict[str, Stems] = {}
    hits = []
    for entry in entries:
        language = entry.interview.language
        hit = _hit(entry, asked, stems.setdefault(language, Stems(language)), found)
        if hit is not None:
            hits.append(hit)
    return hits


def _hit(entry: Entry, asked: Asked, stems: Stems, found: Mapping[tuple[str, int], Found]) -> Hit | None:
    interview, block = entry.interview, entry.block
    if block is not None:
        block.interview = interview
        piece = snippet(block.text, asked, stems)
        href = f"{block.get_absolute_url()}{fragment(piece, label(block.text))}"
        by = block.speaker.name if block.speaker else block.get_kind_display()
        return Hit(interview, entry.source, href, piece, by, block.number)
    if entry.other is not None:
        other = found.get((entry.source, entry.other))
        if other is None:
            return None
        return Hit(interview, entry.source, other.href, snippet(other.text, asked, stems), other.by)
    return Hit(interview, entry.source, interview.get_absolute_url(), snippet(interview.title, asked, stems))
