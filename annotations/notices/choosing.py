"""What a reader wants to be told of, and how often."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.models import Annotation, Contact, Frequency, Mute, Notice
from annotations.notices.storing import next_morning
from annotations.readers import Reader


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
