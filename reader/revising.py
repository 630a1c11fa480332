"""An interview gets a new text: blocks keep their keys, layers move along, the old text is kept.

`forecast` says what would become of the notes, `revise` does it, both by the same plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from reader import drafts, importing
from reader.document import Draft
from reader.ids import short_key
from reader.layers import Change, Edit, Plan, plans_for
from reader.matching import pair
from reader.models import Block, Interview, Revision, Speaker
from reader.receipts import Receipt
from reader.rows import BATCH, rewrite
from reader.searching.index import index_change

# What may be another of a block that is kept.
FIELDS = ("kind", "speaker", "continued", "number", "text", "spans", "url", "begins", "ends")
# Positions beyond those of any text, where rows wait while others take their places.
ASIDE = 1_000_000


class Stale(Exception):
    """The text has changed since the revision that the new one is based on."""


@dataclass(slots=True)
class _Text:
    """The new text beside the old one, nothing of it stored yet."""

    change: Change
    head: dict[str, Any]
    speakers: list[Speaker]
    old_speakers: list[Speaker]
    is_new: bool

    @property
    def gone(self) -> list[int]:
        """Primary keys of the blocks that are not kept."""
        kept = {block.pk for block in self.change.after}
        return [block.pk for block in self.change.before if block.pk not in kept]


def forecast(interview: Interview, draft: Draft) -> list[Receipt]:
    """What would become of the notes if the interview had this text. Changes nothing.

    The draft's blocks have the keys of the blocks that they are, or none: then the texts say it.
    """
    return _receipts(plans_for(_compare(interview, draft).change))


def differs(interview: Interview, draft: Draft) -> bool:
    """Whether the draft would make a new revision."""
    return _compare(interview, draft).is_new


@transaction.atomic
def revise(
    interview: Interview,
    draft: Draft,
    by: User | None,
    reason: str,
    based_on: int,
    *,
    credit: str = "",
    edits: Sequence[Edit] = (),
) -> list[Receipt]:
    """Give the interview this text; all of it or nothing. Says what became of the notes.

    `reason` is one of `reader.models.Reason`, `based_on` the interview's revision that the draft
    began with, `credit` names those who had suggested it, `edits` are all changes of its words where that
    is known. A draft that differs in nothing makes no revision. Raises Stale.
    """
    locked = Interview.objects.select_for_update().defer("source").get(pk=interview.pk)
    if based_on != locked.revision:
        raise Stale
    text = _compare(locked, draft, edits, by)
    plans = plans_for(text.change)
    receipts = _receipts(plans)
    if text.is_new:
        was = drafts.pack(drafts.draft_of(locked))
        _write(text, plans)
        Revision.objects.create(
            interview=locked,
            number=locked.revision,
            by=by,
            reason=reason,
            credit=credit,
            text=was,
            receipt=[receipt.as_json() for receipt in receipts],
        )
        interview.refresh_from_db(fields=[*text.head, "revision", "version"])
        _index(interview, text)
    return receipts


def _index(interview: Interview, text: _Text) -> None:
    """Let search find the new words."""
    said = {block.pk: block.text for block in text.change.before}
    changed = [block.pk for block in text.change.after if said.get(block.pk) != block.text]
    old = text.change.interview
    index_change(interview, changed, everything=old.language != interview.language)


def _receipts(plans: Sequence[Plan]) -> list[Receipt]:
    return [plan.receipt for plan in plans if plan.receipt is not None]


def _compare(interview: Interview, draft: Draft, edits: Sequence[Edit] = (), by: User | None = None) -> _Text:
    before = list(interview.blocks.select_related("speaker").order_by("position"))
    old_speakers = list(interview.speakers.all())
    speakers = _speakers(interview, draft, old_speakers)
    kept = draft.kept
    after = importing.blocks_of(interview, kept, {speaker.name: speaker for speaker in speakers})
    head = importing.head_of(draft, interview.title)
    for new, old in zip(after, pair(before, kept), strict=True):
        if old is not None:
            new.pk, new.key = old.pk, old.key
    _unique_keys(after, {block.key for block in before})
    is_new = (
        any(getattr(interview, name) != head[name] for name in (*drafts.HEAD, "published"))
        or [_person(speaker) for speaker in speakers] != [_person(speaker) for speaker in old_speakers]
        or [_row(block) for block in after] != [_row(block) for block in before]
    )
    change = Change(interview, before, after, interview.revision + 1, edits, by)
    return _Text(change, head, speakers, old_speakers, is_new)


def _speakers(interview: Interview, draft: Draft, old: Sequence[Speaker]) -> list[Speaker]:
    """The draft's speakers; who has a name that is there already is the same."""
    known = {speaker.name: speaker.pk for speaker in old}
    speakers = importing.speakers_of(interview, draft)
    for speaker in speakers:
        speaker.pk = known.get(speaker.name)
    return speakers


def _unique_keys(blocks: Sequence[Block], taken: set[str]) -> None:
    """New keys for new blocks that claim one which is there already."""
    for block in blocks:
        if block.pk is None:
            while block.key in taken:
                block.key = short_key()
            taken.add(block.key)


def _person(speaker: Speaker) -> tuple[str, str, int]:
    return speaker.name, speaker.role, speaker.position


def _look(block: Block) -> tuple[object, ...]:
    """All that a block shows."""
    person = _person(block.speaker) if block.speaker else None
    return person, *(getattr(block, name) for name in FIELDS if name != "speaker")


def _row(block: Block) -> tuple[object, ...]:
    return block.pk, block.position, _look(block)


def _write(text: _Text, plans: Sequence[Plan]) -> None:
    """At every moment each position, key and name is there but once."""
    interview = text.change.interview
    _write_speakers(text)
    Block.objects.filter(interview=interview).update(position=F("position") + ASIDE)
    _write_blocks(text)
    for plan in plans:
        plan.carry()
    Block.objects.filter(pk__in=text.gone).delete()
    names = {speaker.pk for speaker in text.speakers}
    Speaker.objects.filter(pk__in=[old.pk for old in text.old_speakers if old.pk not in names]).delete()
    Interview.objects.filter(pk=interview.pk).update(
        **text.head, revision=text.change.revision, version=F("version") + 1
    )


def _write_speakers(text: _Text) -> None:
    Speaker.objects.filter(interview=text.change.interview).update(position=F("position") + ASIDE)
    Speaker.objects.bulk_create([speaker for speaker in text.speakers if speaker.pk is None])
    known = {speaker.pk for speaker in text.old_speakers}
    kept = [speaker for speaker in text.speakers if speaker.pk in known]
    rewrite(kept, ("role", "position"))


def _write_blocks(text: _Text) -> None:
    change = text.change
    old = {block.pk: block for block in change.before}
    kept = [block for block in change.after if block.pk is not None]
    changed = [block for block in kept if _look(block) != _look(old[block.pk])]
    # In another language each block has another `lang`, perhaps another direction.
    everywhere = text.head["language"] != change.interview.language
    rewrite(kept, ("position", *FIELDS))
    for some in batched(kept if everywhere else changed, BATCH, strict=False):
        Block.objects.filter(pk__in=[block.pk for block in some]).update(version=F("version") + 1)
    Block.objects.bulk_create([block for block in change.after if block.pk is None], batch_size=BATCH)
