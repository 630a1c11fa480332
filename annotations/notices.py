"""Telling readers of replies, mentions and comments on their interviews.

Everything here runs in the transaction of the writing itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.mail import postman
from annotations.mentions import keep_mentions, owner_if_named
from annotations.models import (
    Annotation,
    Contact,
    Frequency,
    Guest,
    Kind,
    Mute,
    Notice,
    Visibility,
)
from annotations.notice_queries import VERDICTS
from annotations.readers import Reader
from reader.models import Interview
from reader.models import Visibility as InterviewVisibility

# Of the people in a thread so many are told, those who wrote last.
MOST_TOLD = 100
# What is taken back at once is not mailed.
GRACE = timedelta(minutes=1)
MORNING = 7

# Who is told: the primary key of an account, or of a guest.
type Key = tuple[int | None, int | None]


def announce(annotation: Annotation) -> None:
    """Tell those whom it concerns of an annotation as it is now. Nobody is told of one twice."""
    if annotation.deleted is not None or not (annotation.body or annotation.is_suggestion):
        return
    author = Reader(user=annotation.creator, guest=annotation.guest)
    named = [*keep_mentions(annotation, author), *owner_if_named(annotation)]
    _mend(annotation, named)
    if annotation.visibility == Visibility.PRIVATE:
        return
    wanted: dict[Key, Kind] = {(pk, None): Kind.MENTION for pk in named}
    for key, kind in chain(_in_thread(annotation), _of_interview(annotation)):
        wanted.setdefault(key, kind)
    wanted.pop((annotation.creator_id, annotation.guest_id), None)
    if not wanted:
        return
    muted, is_public = _muted(annotation), Annotation.objects.public().filter(pk=annotation.pk).exists()
    open_to_all = is_public and annotation.interview.visibility != InterviewVisibility.PRIVATE
    told = {
        key: kind
        for key, kind in wanted.items()
        if key not in muted and (open_to_all or can_read(annotation, _reader(key)))
    }
    store([annotation], told)


def announce_all(annotations: Iterable[Annotation]) -> None:
    """As `announce` for each of these, whose words have not changed; quick where it concerns the owner alone.

    They come with their interviews.
    """
    of_interview: dict[Interview, list[int]] = defaultdict(list)
    for annotation in annotations:
        if annotation.root_id is None and "@" not in annotation.body:
            of_interview[annotation.interview].append(annotation.pk)
        else:
            announce(annotation)
    for interview, keys in of_interview.items():
        owner = Reader(user=interview.added_by)
        if owner.known:
            muted = Mute.objects.by(owner).filter(interview=interview).values("root")
            seen = Annotation.objects.visible_to(owner).present().filter(pk__in=keys).exclude(body="")
            told = seen.exclude(owner.owns_q()).exclude(pk__in=muted)
            store(list(told), {(interview.added_by_id, None): Kind.COMMENT})


def _mend(annotation: Annotation, named: Collection[int]) -> None:
    """After an edit: who is not named any more has not been mentioned, who was told and is named now has."""
    if annotation.version > 1:
        mentioned = Q(kind=Kind.MENTION)
        annotation.notices.filter(mentioned).exclude(creator__in=named).delete()
        others = annotation.notices.exclude(mentioned | Q(kind__in=VERDICTS))
        others.filter(creator__in=named).update(kind=Kind.MENTION)


def _in_thread(annotation: Annotation) -> list[tuple[Key, Kind]]:
    """Who has written in this thread before, the latest first."""
    if annotation.root_id is None:
        return []
    Notice.objects.filter(
        Q(annotation=annotation.root_id) | Q(annotation__root=annotation.root_id),
        **_recipient((annotation.creator_id, annotation.guest_id)),
    ).see()
    thread = Annotation.objects.filter(Q(pk=annotation.root_id) | Q(root=annotation.root_id)).present()
    before = thread.filter(pk__lt=annotation.pk).order_by("-pk")
    rows = before.values_list("pk", "creator", "guest")[: MOST_TOLD * 10]
    found: dict[Key, Kind] = {}
    for pk, creator, guest in rows:
        answered = pk == annotation.reply_to_id
        if answered or len(found) < MOST_TOLD:
            found[creator, guest] = Kind.REPLY if answered else found.get((creator, guest), Kind.THREAD)
    return list(found.items())


def _of_interview(annotation: Annotation) -> list[tuple[Key, Kind]]:
    owner = annotation.interview.added_by_id
    return [((owner, None), Kind.COMMENT)] if owner is not None else []


def _recipient(key: Key) -> dict[str, int | None]:
    return {"creator": key[0], "guest": key[1]}


def _muted(annotation: Annotation) -> set[Key]:
    rows = Mute.objects.filter(root=annotation.root_id or annotation.pk)
    return set(rows.values_list("creator", "guest"))


def _reader(key: Key) -> Reader:
    creator, guest = key
    return Reader(
        user=User.objects.filter(pk=creator).first() if creator else None,
        guest=Guest.objects.filter(pk=guest).first() if guest else None,
    )


def can_read(annotation: Annotation, reader: Reader) -> bool:
    """Whether this reader may see the annotation, asked anew."""
    readable = Interview.objects.readable_by(reader.user or AnonymousUser()).values("pk")
    seen = Annotation.objects.visible_to(reader).present().filter(pk=annotation.pk, interview__in=readable)
    return seen.exists()


def store(annotations: Iterable[Annotation], wanted: Mapping[Key, Kind]) -> None:
    """Tell each of these people of all these annotations, by mail when they want it."""
    store_each((annotation, key, kind) for annotation in annotations for key, kind in wanted.items())


def store_each(told: Iterable[tuple[Annotation, Key, Kind]]) -> None:
    """Tell of these annotations whom each concerns, by mail when they want it. Two queries for all."""
    told = list(told)
    if not told:
        return
    wanted = {key for _annotation, key, _kind in told}
    contacts = Contact.objects.filter(
        Q(creator__in=[creator for creator, _ in wanted if creator])
        | Q(guest__in=[guest for _, guest in wanted if guest])
    )
    by_key = {(contact.creator_id, contact.guest_id): contact for contact in contacts}
    notices = [
        Notice(
            interview_id=annotation.interview_id,
            annotation=annotation,
            kind=kind,
            due=due_for(by_key.get(key), is_guest=key[1] is not None),
            creator_id=key[0],
            guest_id=key[1],
        )
        for annotation, key, kind in told
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if any(notice.due for notice in notices):
        transaction.on_commit(postman.wake)


def due_for(contact: Contact | None, *, is_guest: bool) -> datetime | None:
    """When to mail what happens now; None for whoever wants no mail, or has not said where to."""
    frequency = contact.frequency if contact else Frequency.INSTANT
    if frequency == Frequency.NEVER or (is_guest and not (contact and contact.confirmed)):
        return None
    return next_morning() if frequency == Frequency.DAILY else timezone.now() + GRACE


def next_morning() -> datetime:
    """When the next daily mails go out."""
    now = timezone.localtime()
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


@transaction.atomic
def mute(root: Annotation, reader: Reader, *, muted: bool) -> None:
    """Let this reader hear no more of a thread, or hear of it again."""
    Mute.objects.set(root, reader, muted=muted)
    if muted:
        in_thread = Q(annotation=root) | Q(annotation__root=root)
        Notice.objects.filter(in_thread, reader.owns_q()).update(due=None)


@transaction.atomic
def choose(contact: Contact, frequency: str) -> None:
    """Mail this contact so often from now on, also what is waiting."""
    contact.frequency = frequency
    contact.save()
    due = {
        Frequency.NEVER: None,
        Frequency.DAILY: next_morning(),
        Frequency.INSTANT: timezone.now(),
    }[Frequency(frequency)]
    waiting = Notice.objects.filter(creator=contact.creator, guest=contact.guest, due__isnull=False)
    waiting.update(due=due)


def unread(reader: Reader) -> int:
    """How many notices this reader has not read yet."""
    return Notice.objects.to(reader).unread().count() if reader.known else 0
