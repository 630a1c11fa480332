"""What waits for the moderation, each note with what it takes to judge it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.markdown import to_html
from annotations.models import Annotation, Ban, Flag, Standing, Visibility

A_PAGE = 20
STATES = ("waiting", "flagged", "hidden", "blocked")


@dataclass(slots=True)
class Case:
    """One note to be judged. `written` and `hidden` count what its author has written in all."""

    note: Annotation
    flags: list[Flag] = field(default_factory=list)
    written: int = 0
    hidden: int = 0
    banned: bool = False

    @property
    def html(self) -> SafeString:
        return to_html(self.note.body)

    @property
    def said_before(self) -> str:
        """What it answers, or the words that it is about.

        What answers somebody's private reply answers the thread for everybody else.
        """
        parent = self.note.reply_to
        if parent is not None and (parent.visibility != Visibility.PUBLIC or parent.deleted is not None):
            parent = self.note.root
        if parent is None:
            return self.note.exact
        return parent.exact if parent.deleted is not None else parent.said

    @property
    def tags(self) -> str:
        """Its tags, which are its author's words too."""
        return ", ".join((self.note.tag_names or "").splitlines())  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator asks to see; without a state, what there is to do."""

    state: str
    by: str
    query: str
    interview: str

    @classmethod
    def of(cls, data: Any) -> "Asked":
        state, by = data.get("state", ""), data.get("by", "")
        return cls(
            state if state in STATES else "",
            by if by in {"guests", "accounts"} else "",
            data.get("search", "").replace("\0", "").strip()[:200],
            data.get("interview", "").replace("\0", "")[:120],
        )

    def link(self, **other: Any) -> str:
        """The query of an address that asks the same, but for `other`."""
        fields = {"state": self.state, "by": self.by, "search": self.query, "interview": self.interview}
        return urlencode({name: value for name, value in (fields | other).items() if value})


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of it, and how many there are in each state."""

    asked: Asked
    states: list[tuple[str, str, int]]
    page: Page[Annotation]
    cases: list[Case]


def open_to(request: HttpRequest) -> QuerySet[Annotation]:
    """The notes that this person may judge, with what a case shows."""
    notes = Annotation.objects.moderated_by(request.user).present().with_people()
    return notes.select_related(
        "creator", "guest", "interview", "suggestion", "root", "reply_to", "start_block__speaker", "end_block"
    ).defer("interview__source")


def queue(request: HttpRequest, asked: Asked) -> Queue:
    """What this person asks to see of what they may judge."""
    found = _narrowed(Annotation.objects.moderated_by(request.user).present(), asked)
    conditions = _conditions()
    counts = found.aggregate(**{state: Count("pk", filter=conditions[state]) for state in STATES})
    if not asked.state:
        asked = replace(asked, state=next((state for state in STATES[:2] if counts[state]), STATES[0]))
    names = {
        "waiting": _("Waiting"),
        "flagged": _("Flagged"),
        "hidden": _("Hidden"),
        "blocked": _("By blocked readers"),
    }
    shown = _narrowed(open_to(request), asked).filter(conditions[asked.state])
    # What has waited longest comes first; of what is done, the latest.
    paginator = Paginator(shown.order_by("pk" if asked.state in STATES[:2] else "-pk"), A_PAGE)
    paginator.count = counts[asked.state]
    page = paginator.get_page(request.GET.get("page"))
    states = [(state, names[state], counts[state]) for state in STATES]
    return Queue(asked, states, page, _cases(list(page), request))


def _conditions() -> dict[str, Any]:
    here = Q(annotation=OuterRef("pk"))
    banned = Q(creator__isnull=False, creator=OuterRef("creator")) | Q(
        guest__isnull=False, guest=OuterRef("guest")
    )
    return {
        "waiting": Q(standing=Standing.WAITING),
        "flagged": Q(Exists(Flag.objects.open().filter(here))),
        "hidden": Q(standing=Standing.HIDDEN),
        "blocked": Q(Exists(Ban.objects.filter(banned))),
    }


def _narrowed(notes: QuerySet[Annotation], asked: Asked) -> QuerySet[Annotation]:
    if asked.by:
        notes = notes.filter(guest__isnull=asked.by == "accounts")
    if asked.interview:
        notes = notes.filter(interview__slug=asked.interview)
    if asked.query:
        people = Q(creator__username__icontains=asked.query) | Q(guest__name__icontains=asked.query)
        notes = notes.filter(people | Q(body__icontains=asked.query))
    return notes


def _cases(notes: list[Annotation], request: HttpRequest) -> list[Case]:
    """Three queries, however many notes."""
    cases = {note.pk: Case(note) for note in notes}
    for flag in Flag.objects.open().filter(annotation__in=cases).select_related("creator", "guest"):
        cases[flag.annotation_id].flags.append(flag)
    histories = _histories(notes, Annotation.objects.moderated_by(request.user))
    bans = {(ban.creator_id, ban.guest_id) for ban in Ban.objects.of_authors(notes)}
    for case in cases.values():
        who = (case.note.creator_id, case.note.guest_id)
        case.written, case.hidden = histories.get(who, (0, 0))
        case.banned = who in bans
    return list(cases.values())


def _histories(
    notes: Iterable[Annotation], among: QuerySet[Annotation]
) -> dict[tuple[int | None, int | None], tuple[int, int]]:
    """Of each author: how many of `among` they wrote, and how many of these are hidden."""
    authors = Q(creator__in={note.creator_id for note in notes if note.creator_id}) | Q(
        guest__in={note.guest_id for note in notes if note.guest_id}
    )
    rows = among.filter(authors).order_by().values("creator", "guest")
    counted = rows.annotate(written=Count("pk"), gone=Count("pk", filter=Q(standing=Standing.HIDDEN)))
    return {(row["creator"], row["guest"]): (row["written"], row["gone"]) for row in counted}
