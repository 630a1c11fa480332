"""Taking over a site's old comments: as comments on whole interviews, with their threads, names and dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes import count_up
from annotations.comment_importers import OldComment
from annotations.models import LONGEST_ORIGIN, Annotation, Guest, Motivation, Visibility
from annotations.searching import index_notes
from reader.models import Interview
from reader.rows import BATCH
from reader.text import is_visible
from reader.twins import address_key

LONGEST_NAME = 80


@dataclass(slots=True)
class Page:
    """What became of the comments of one page."""

    address: str
    interview: Interview | None
    new: int = 0
    known: int = 0
    hidden: int = 0


def take_over(comments: Sequence[OldComment], interview: Interview | None = None) -> list[Page]:
    """Store what is new of the comments that were shown.

    All go to the interview if one is given; else each to the one whose text came from its page.
    """
    pages: dict[str, list[OldComment]] = {}
    for comment in comments:
        pages.setdefault(comment.page, []).append(comment)
    keys = {address: address_key(address) for address in pages}
    # Twins were found under one address; the first of them is the one that is read.
    rows = Interview.objects.filter(url_sha256__in=set(keys.values()) - {""}).defer("source").order_by("-pk")
    found = {row.url_sha256: row for row in rows}
    report = []
    for address, some in pages.items():
        page = Page(address, interview or found.get(keys[address]))
        page.hidden = sum(not comment.shown or not is_visible(comment.text) for comment in some)
        if page.interview is not None:
            _store(page.interview, some, page)
        report.append(page)
    return report


@transaction.atomic
def _store(interview: Interview, comments: Sequence[OldComment], page: Page) -> None:
    # Whoever else takes over the same comments waits, and then finds them there.
    Interview.objects.select_for_update().filter(pk=interview.pk).values_list("pk").first()
    parents = {_name(comment.origin): _name(comment.parent) for comment in comments}
    shown = {_name(one.origin): one for one in comments if one.shown and is_visible(one.text)}
    rows = Annotation.objects.on(interview).filter(origin__in=list(shown)).select_related("root")
    there = {row.origin: row for row in rows}
    page.known = len(there)
    waiting = {origin: comment for origin, comment in shown.items() if origin not in there}
    guests = _guests(interview, {_author(comment) for comment in waiting.values()})
    # Level by level: an answer needs what it answers.
    while waiting:
        ready = []
        for origin, comment in waiting.items():
            above = _answered(origin, parents, shown)
            if not above or above in there:
                ready.append(_annotation(interview, comment, guests, there.get(above)))
        if not ready:
            break
        Annotation.objects.bulk_create(ready, batch_size=BATCH)
        index_notes(ready)
        page.new += len(ready)
        for annotation in ready:
            there[annotation.origin] = annotation
            del waiting[annotation.origin]
    count_up(interview.pk)


def _answered(origin: str, parents: dict[str, str], shown: dict[str, OldComment]) -> str:
    """The nearest comment above it that was shown; empty where there is none."""
    above, seen = parents.get(origin, ""), {origin}
    while above and above not in shown and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return "" if above in seen else above


def _annotation(
    interview: Interview, comment: OldComment, guests: dict[str, Guest], parent: Annotation | None
) -> Annotation:
    written = comment.written or timezone.now()
    return Annotation(
        interview=interview,
        guest=guests[_author(comment)],
        motivation=Motivation.REPLYING if parent else Motivation.COMMENTING,
        body=comment.text,
        visibility=Visibility.PUBLIC,
        created=written,
        modified=written,
        anchored_revision=interview.revision,
        origin=_name(comment.origin),
        reply_to=parent,
        root=(parent.root or parent) if parent else None,
    )


def _guests(interview: Interview, names: set[str]) -> dict[str, Guest]:
    """One guest for each name on this interview: nobody's browser holds what they wrote.

    Their ids are made from interview and name, so that a comment can't be there twice.
    """
    uids: dict[str, UUID] = {name: uuid5(interview.uid, name) for name in names}
    Guest.objects.bulk_create(
        [Guest(uid=uid, name=name) for name, uid in uids.items()], batch_size=BATCH, ignore_conflicts=True
    )
    found = {guest.uid: guest for guest in Guest.objects.filter(uid__in=uids.values())}
    return {name: found[uid] for name, uid in uids.items()}


def _author(comment: OldComment) -> str:
    name = " ".join(comment.author.split())[:LONGEST_NAME].strip()
    # Some have typed their address where a name was asked for: it stays with the old site.
    name = name.partition("@")[0] if "@" in name else name
    return name if is_visible(name) else _("Guest")


def _name(origin: str) -> str:
    return origin if len(origin) <= LONGEST_ORIGIN else f"sha256:{sha256(origin.encode()).hexdigest()}"
