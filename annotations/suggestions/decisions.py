"""Telling those who suggested corrections what became of them: what holds now, once.

Everything here runs in the transaction of the decision itself.
"""

from collections.abc import Sequence

from django.contrib.auth.models import User

from annotations.models import Annotation, Kind, Notice, Standing, Suggestion
from annotations.notices.queries import DECISIONS
from annotations.notices.storing import store_each


def tell_decision(by: User | None, suggestions: Sequence[Suggestion], kind: Kind) -> None:
    """Tell each author that `by` accepted or declined theirs, or changed the text so that it applies no more.

    That takes the place of what they were told of it before. Nobody is told of what they did themselves.
    The suggestions, however many, have their annotations.
    """
    notes = [suggestion.annotation for suggestion in suggestions]
    Notice.objects.to_authors_of(notes).delete()
    _tell(by, notes, kind)


def tell_reopened(by: User | None, suggestions: Sequence[Suggestion]) -> None:
    """Tell the authors who had heard of the decision that it is taken back; the others hear nothing of it.

    Of what was approved by the moderation before, they may not have heard either.
    """
    notes = [suggestion.annotation for suggestion in suggestions]
    told = Notice.objects.to_authors_of(notes).filter(kind__in=DECISIONS).exclude(kind=Kind.REOPENED)
    unheard = set(told.filter(seen=None, mailed=None).values_list("annotation", flat=True))
    heard = set(told.values_list("annotation", flat=True)) - unheard
    told.delete()
    _tell(by, [note for note in notes if note.pk in heard], Kind.REOPENED)
    shown = [note for note in notes if note.doubt and note.standing == Standing.VISIBLE]
    _tell(by, [note for note in shown if note.pk in unheard], Kind.APPROVED)


def _tell(by: User | None, notes: Sequence[Annotation], kind: Kind) -> None:
    others = [note for note in notes if by is None or note.creator_id != by.pk]
    store_each((note, (note.creator_id, note.guest_id), kind) for note in others)
