"""Sending what is due: notices, and the questions whether an address is its guest's.

Whoever sends a mail first takes it: `due` is put off for as long as that may take, which only one of
several processes succeeds in. What a crash leaves taken is due again then; so at most the one mail
that was on its way is sent twice. What could not be sent is tried again later and later.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.db import models, transaction
from django.utils import timezone

from annotations.mail.addresses import address_of
from annotations.mail.letters import letter, question
from annotations.models import Contact, Frequency, Notice
from annotations.readers import Reader

log = logging.getLogger(__name__)

TAKEN = timedelta(minutes=15)
FIRST_PAUSE = timedelta(minutes=5)
# The last of them is made two days after the first.
MOST_TRIES = 10


def send_due(now: datetime | None = None) -> tuple[int, int]:
    """Send all that is due by now. Returns how many mails were sent and how many failed."""
    now = now or timezone.now()
    results: list[bool] = []
    for send in (_next_question, _next_notices):
        while (sent := send(now)) is not None:
            results += sent
    return sum(results), len(results) - sum(results)


def next_due() -> datetime | None:
    """When the next mail is due, if any is."""
    times = [model.objects.aggregate(first=models.Min("due"))["first"] for model in (Notice, Contact)]
    return min((time for time in times if time is not None), default=None)


def _next_question(now: datetime) -> list[bool] | None:
    """Ask one guest whether the address is theirs. None where nobody is to be asked any more."""
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(due__lte=now).order_by("due").first()
        if contact is None:
            return None
        row = Contact.objects.filter(pk=contact.pk)
        row.update(due=_later(now, TAKEN))
    return [_deliver(question(contact), row, contact.tries, now, {"due": None})]


def _next_notices(now: datetime) -> list[bool] | None:
    """Tell one reader what is due to them. None where nothing is due any more."""
    with transaction.atomic():
        first = Notice.objects.due(now).select_related("creator", "guest").order_by("due").first()
        if first is None:
            return None
        theirs = Notice.objects.due(now).filter(creator=first.creator, guest=first.guest)
        taken = list(theirs.select_for_update().values_list("pk", flat=True))
        Notice.objects.filter(pk__in=taken).update(due=_later(now, TAKEN))
    return _tell(Reader(user=first.creator, guest=first.guest), taken, now)


def _tell(reader: Reader, taken: Sequence[int], now: datetime) -> list[bool]:
    """Send this reader what was taken: one mail for each, or all in one."""
    contact, _new = Contact.objects.select_related("creator", "guest").get_or_create(**reader.as_owner())
    wanted = bool(address_of(contact)) and contact.frequency != Frequency.NEVER
    rows = Notice.objects.filter(pk__in=taken)
    visible = Notice.objects.to(reader).unread().filter(pk__in=taken).order_by("pk").with_notes()
    notices = list(visible) if wanted else []
    # What they may not see any more, or have seen by now, is not mailed.
    rows.exclude(pk__in=[notice.pk for notice in notices]).update(due=None)
    daily = contact.frequency == Frequency.DAILY
    results = []
    for batch in [notices] * bool(notices) if daily else [[notice] for notice in notices]:
        told = rows.filter(pk__in=[notice.pk for notice in batch])
        done = {"due": None, "mailed": timezone.now()}
        results.append(_deliver(letter(contact, batch), told, max(n.tries for n in batch), now, done))
    return results


def _deliver(
    mail: EmailMessage,
    rows: models.QuerySet[Any],
    tries: int,
    now: datetime,
    done: dict[str, datetime | None],
) -> bool:
    """Send this mail and write down that it was; if it can't be sent, when to try again."""
    try:
        mailers.default.send_messages([mail])
    except (OSError, ValueError) as error:
        # SMTP's own errors are OSErrors, an address that is none gives a ValueError.
        log.warning("A mail could not be sent, attempt %d: %s", tries + 1, error)
        again = _later(now, FIRST_PAUSE * 2**tries) if tries + 1 < MOST_TRIES else None
        rows.update(due=again, tries=tries + 1)
        return False
    rows.update(**done)
    return True


def _later(now: datetime, pause: timedelta) -> datetime:
    """So long after this moment, which is later than when the run began."""
    return max(now, timezone.now()) + pause
