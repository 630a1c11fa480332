"""Telling authors what the moderation did to their notes: what holds now, once.

Everything here runs in the transaction of the step itself.
"""

from typing import NamedTuple, Self

from django.contrib.auth.models import User

from annotations.models import Annotation, Kind, Standing
from annotations.notices.storing import store


class Shown(NamedTuple):
    """What of a note its author sees change when it is judged."""

    standing: str
    verdict: str
    deleted: bool

    @classmethod
    def of(cls, note: Annotation) -> Self:
        return cls(note.standing, note.verdict, note.deleted is not None)


def tell_author(by: User, note: Annotation, before: Shown, *, taken_back: bool = False) -> None:
    """Tell its author what `by` made of the note, in place of what they were told of it before.

    Nobody is told of what they did themselves, nor of what was taken back before they heard of it.
    """
    now = Shown.of(note)
    if now == before or by.pk == note.creator_id:
        return
    told = note.notices.filter(creator=note.creator, guest=note.guest)
    unheard = told.filter(seen=None, mailed=None).exists()
    told.delete()
    kind = _kind(before, now)
    # What has waited once may have been approved meanwhile, unheard too.
    if kind is None or (taken_back and unheard and not note.doubt):
        return
    store([note], {(note.creator_id, note.guest_id): kind})


def _kind(before: Shown, now: Shown) -> Kind | None:
    """What there is to tell; nothing of what waits, or of what its author has deleted."""
    if now.deleted:
        return None if before.deleted else Kind.REMOVED
    return {Standing.VISIBLE: Kind.APPROVED, Standing.HIDDEN: Kind.HIDDEN}.get(Standing(now.standing))
