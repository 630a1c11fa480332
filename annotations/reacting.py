"""Reacting to notes and resolving threads: each in one transaction with what it does to the pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from annotations.changes import count_reactions, touch_if_seen
from annotations.locks import hold
from annotations.models import SUPPORT, Annotation, Reaction, Resolution, Support
from annotations.readers import Reader


@transaction.atomic
def react(annotation: Annotation, reader: Reader, emoji: str) -> None:
    """Let this reader react so; doing it twice changes nothing."""
    hold([annotation.interview_id])
    Reaction.objects.get_or_create(
        interview=annotation.interview, annotation=annotation, emoji=emoji, **reader.as_owner()
    )
    count_reactions(annotation)


@transaction.atomic
def take_back(annotation: Annotation, reader: Reader, emoji: str) -> None:
    """Let this reader react so no more."""
    hold([annotation.interview_id])
    Reaction.objects.by(reader).filter(annotation=annotation, emoji=emoji).delete()
    count_reactions(annotation)


@transaction.atomic
def resolve(root: Annotation, reader: Reader) -> None:
    """Mark what this thread was about as settled; whoever said so first stays named."""
    _, new = Resolution.objects.get_or_create(annotation=root, defaults=reader.as_owner())
    if new:
        touch_if_seen(root)


@transaction.atomic
def reopen(root: Annotation) -> None:
    """Take the mark away."""
    if Resolution.objects.filter(annotation=root).delete()[0]:
        touch_if_seen(root)


def reacted_to(notes: Iterable[Annotation], reader: Reader) -> Mapping[UUID, set[str]]:
    """For each of these notes (by uid) the reader's own reactions, and SUPPORT where they support it.

    Asks only where there are any at all.
    """
    found: dict[UUID, set[str]] = defaultdict(set)
    some = [note.pk for note in notes if note.reaction_counts] if reader.known else []
    if some:
        own = Reaction.objects.by(reader).filter(annotation__in=some)
        for uid, emoji in own.values_list("annotation__uid", "emoji"):
            found[uid].add(emoji)
    supported = [note.pk for note in notes if _is_supported(note)] if reader.known else []
    if supported:
        same = Support.objects.by(reader).to(Annotation.objects.filter(pk__in=supported))
        for uid in same.values_list("suggestion__annotation__uid", flat=True):
            found[uid].add(SUPPORT)
    return found


def _is_supported(note: Annotation) -> bool:
    suggestion = getattr(note, "suggestion", None) if note.is_suggestion else None
    return suggestion is not None and suggestion.supporters > 0
