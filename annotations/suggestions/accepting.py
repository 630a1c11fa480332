"""Accepting suggestions: the text gets their words as a new revision, and every note follows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from annotations.changes import touch
from annotations.models import Annotation, Fate, Kind, State, Status, Suggestion
from annotations.reanchoring import FIELDS
from annotations.suggestions.decisions import tell_decision, tell_reopened
from annotations.suggestions.suggesting import NotOpen, stands
from annotations.targets import named
from reader import drafts
from reader.document import Draft
from reader.layers import Edit
from reader.models import Block, Interview, Reason, Revision
from reader.proofs.correcting import rewrite
from reader.revising import revise
from reader.rows import rewrite as rewrite_rows

# How long the names of all who suggested something may be together.
LONGEST_CREDIT = 300


class TextMovedOn(Exception):
    """The text has been changed since the suggestion was accepted."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """In one block text[start : start + len(old)] is `old` and becomes `new`. Offsets: code points."""

    suggestion: Suggestion
    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.start + len(self.old)

    @property
    def block(self) -> int | None:
        """The block's primary key."""
        return self.suggestion.annotation.start_block_id

    @property
    def edit(self) -> Edit:
        """What it does to the text."""
        assert self.block is not None
        return Edit(self.block, self.start, self.end, len(self.new))


@transaction.atomic
def accept(interview: Interview, suggestions: Sequence[Suggestion], by: User) -> list[Suggestion]:
    """Put the words of these suggestions into the text, all in one new revision.

    Of those that overlap the first is accepted; what the text does not say any more is left out. Returns
    the accepted ones. Raises NotOpen where none could be.
    """
    locked = Interview.objects.select_for_update().defer("source").get(pk=interview.pk)
    rows = Suggestion.objects.filter(pk__in=[one.pk for one in suggestions], interview=locked)
    fresh = rows.select_related("annotation__start_block", "annotation__creator", "annotation__guest")
    order = {one.pk: place for place, one in enumerate(suggestions)}
    exchanges = apart(sorted(fresh, key=lambda one: order[one.pk]))
    if not exchanges:
        raise NotOpen
    draft = drafts.draft_of(locked)
    for exchange in sorted(exchanges, key=lambda one: one.start, reverse=True):
        draft = _exchanged(draft, exchange)
    accepted = [exchange.suggestion for exchange in exchanges]
    edits = [exchange.edit for exchange in exchanges]
    revise(locked, draft, by, Reason.SUGGESTED, locked.revision, credit=_credit(accepted), edits=edits)
    settled = {"status": Status.ACCEPTED, "decided": timezone.now(), "decided_by": by, "reply": ""}
    Suggestion.objects.filter(pk__in=[one.pk for one in accepted]).update(**settled, revision=locked.revision)
    _place(locked, exchanges)
    tell_decision(by, accepted, Kind.ACCEPTED)
    interview.refresh_from_db(fields=["revision", "version", "highlights", "comments"])
    return accepted


@transaction.atomic
def take_back(interview: Interview, suggestion: Suggestion, by: User) -> list[Suggestion]:
    """Bring back the text as it was before; all that was accepted together is open again.

    Raises TextMovedOn where other changes came after it: then the history has the old text.
    """
    locked = Interview.objects.select_for_update().defer("source").get(pk=interview.pk)
    if suggestion.status != Status.ACCEPTED or suggestion.revision != locked.revision:
        raise TextMovedOn
    accepted = Suggestion.objects.filter(
        interview=locked, status=Status.ACCEPTED, revision=suggestion.revision
    )
    together = list(accepted.select_related("annotation__start_block"))
    back = [Exchange(one, one.annotation.start or 0, one.words, one.before) for one in together]
    old = Revision.objects.get(interview=locked, number=locked.revision - 1)
    edits = [exchange.edit for exchange in back]
    revise(locked, drafts.unpack(bytes(old.text)), by, Reason.RESTORED, locked.revision, edits=edits)
    Suggestion.objects.filter(pk__in=[one.pk for one in together]).update(**Suggestion.UNDECIDED)
    _place(locked, back)
    tell_reopened(by, together)
    interview.refresh_from_db(fields=["revision", "version", "highlights", "comments"])
    return together


def apart(suggestions: Iterable[Suggestion]) -> list[Exchange]:
    """What these open suggestions exchange; of those that overlap only the first."""
    taken: dict[int | None, list[Exchange]] = defaultdict(list)
    found = []
    for suggestion in suggestions:
        if not (suggestion.is_open and stands(suggestion) and suggestion.annotation.deleted is None):
            continue
        exchange = Exchange(suggestion, suggestion.annotation.start or 0, suggestion.before, suggestion.words)
        others = taken[exchange.block]
        if all(exchange.end <= other.start or other.end <= exchange.start for other in others):
            others.append(exchange)
            found.append(exchange)
    return found


def _exchanged(draft: Draft, exchange: Exchange) -> Draft:
    """The draft with these words; links and emphasis stay over the words that stay."""
    block = exchange.suggestion.annotation.start_block
    assert block is not None
    text = next(one.text for one in draft.blocks if one.key == block.key)
    if text[exchange.start : exchange.end] != exchange.old:
        raise NotOpen
    return rewrite(draft, block.key, text[: exchange.start] + exchange.new + text[exchange.end :])


def _credit(suggestions: Iterable[Suggestion]) -> str:
    """The names of those who suggested it, as the history keeps them."""
    names = ", ".join(dict.fromkeys(one.annotation.author for one in suggestions))
    return names if len(names) <= LONGEST_CREDIT else f"{names[: LONGEST_CREDIT - 1]}…"


def _place(interview: Interview, exchanges: Sequence[Exchange]) -> None:
    """Let the suggestions stand on the words that were exchanged: of these it is known where they are."""
    texts = Block.objects.in_bulk([one.block for one in exchanges if one.block is not None])
    notes = Annotation.objects.in_bulk([one.suggestion.annotation_id for one in exchanges])
    grown: dict[int | None, int] = defaultdict(int)
    for exchange in sorted(exchanges, key=lambda one: one.start):
        assert exchange.block is not None
        block, start = texts[exchange.block], exchange.start + grown[exchange.block]
        grown[exchange.block] += len(exchange.new) - len(exchange.old)
        annotation = notes[exchange.suggestion.annotation_id]
        target = named(block, start, block, start + len(exchange.new), exchange.new)
        settled = {"state": State.ANCHORED, "original": "", "last_turn": 0, "last_speaker": ""}
        for name, value in {**target, **settled, "last_offset": None}.items():
            setattr(annotation, name, value)
        annotation.anchored_revision = interview.revision
        annotation.version += 1
    rewrite_rows(list(notes.values()), (*FIELDS, "anchored_revision", "version"))
    touch(next(iter(notes.values())), also=texts)
    # They are told on their card what became of it.
    Fate.objects.filter(annotation__in=notes, revision=interview.revision).delete()
