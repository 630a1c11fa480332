"""Notices are kept, each with when it is to be mailed; in the transaction of what it tells of."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.mail import postman
from annotations.models import Annotation, Contact, Frequency, Kind, Notice

# What is taken back at once is not mailed.
GRACE = timedelta(minutes=1)
# The hour of the daily mails, in the site's time zone.
MORNING = 7

# Who is told: the primary key of an account, or of a guest.
type Key = tuple[int | None, int | None]


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
            due=_due_for(by_key.get(key), is_guest=key[1] is not None),
            creator_id=key[0],
            guest_id=key[1],
        )
        for annotation, key, kind in told
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if any(notice.due for notice in notices):
        transaction.on_commit(postman.wake)


def _due_for(contact: Contact | None, *, is_guest: bool) -> datetime | None:
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
