"""What the moderation does to notes and their authors: each step in one transaction with its trail."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from annotations.bans import FOR
from annotations.changes import touch
from annotations.locks import hold
from annotations.models import Annotation, Ban, Flag, ModerationEntry, Standing, Verb
from annotations.moderation.verdicts import Shown, tell_author
from annotations.notices.announcing import announce
from annotations.readers import Reader
from reader.ids import uuid7

# What a step may change of a note, and taking it back brings again.
KEPT = ("standing", "verdict")


@transaction.atomic
def judge(by: User, verb: str, notes: Iterable[Annotation], reason: str = "") -> UUID:
    """Do this to all of these notes (or to their authors). Returns the batch, by which it is taken back."""
    batch = uuid7()
    notes = sorted(notes, key=lambda note: note.pk)
    hold({note.interview_id for note in notes})
    for note in notes:
        entry = _entry(by, verb, note, batch, reason)
        before = Shown.of(note)
        STEPS[Verb(verb)](entry, note)
        tell_author(by, note, before)
    return batch


def _approve(entry: ModerationEntry, note: Annotation) -> None:
    _write(note, standing=Standing.VISIBLE, verdict="")
    announce(note)
    _settle(entry, note)


def _hide(entry: ModerationEntry, note: Annotation) -> None:
    _write(note, standing=Standing.HIDDEN, verdict=entry.reason)
    _settle(entry, note)


def _delete(entry: ModerationEntry, note: Annotation) -> None:
    """Should its author bring it back, it is still hidden."""
    _write(note, standing=Standing.HIDDEN, verdict=entry.reason, deleted=timezone.now())
    _settle(entry, note)


def _block(entry: ModerationEntry, note: Annotation) -> None:
    """Its author may read, but not write; of a guest neither their address, for a time."""
    address = note.guest.address if note.guest is not None else ""
    until = timezone.now() + FOR if address else None
    owner = {"creator": note.creator, "guest": note.guest}
    Ban.objects.get_or_create(**owner, defaults={"address": address, "until": until, "entry": entry})


def _unblock(entry: ModerationEntry, note: Annotation) -> None:
    Ban.objects.of_authors([note]).delete()


STEPS: dict[Verb, Callable[[ModerationEntry, Annotation], None]] = {
    Verb.APPROVE: _approve,
    Verb.HIDE: _hide,
    Verb.DELETE: _delete,
    Verb.BLOCK: _block,
    Verb.UNBLOCK: _unblock,
}


@transaction.atomic
def take_back(by: User, entries: "QuerySet[ModerationEntry]") -> list[Annotation]:
    """Take these steps back where nothing else was done to the note since. Returns the notes."""
    notes = []
    batch = uuid7()
    # Taken back twice at once, the second finds what the first did.
    hold(entries.order_by().values("interview_id"))
    for entry in entries.select_related("annotation__root", "annotation__start_block"):
        note = entry.annotation
        if note is None or entry.later or entry.verb == Verb.UNDO:  # type: ignore[attr-defined]
            continue
        _entry(by, Verb.UNDO, note, batch, "")
        if entry.verb == Verb.BLOCK:
            entry.bans.all().delete()
        elif entry.verb == Verb.UNBLOCK:
            _block(entry, note)
        else:
            # What its author has deleted since stays so.
            before = Shown.of(note)
            same = entry.before.get("version", note.version) == note.version
            deleted = None if entry.verb == Verb.DELETE and same else note.deleted
            _write(note, **{name: entry.before[name] for name in KEPT}, deleted=deleted)
            tell_author(by, note, before, taken_back=True)
            entry.flags.update(settled=None)
        notes.append(note)
    return notes


@transaction.atomic
def flag(reader: Reader, note: Annotation, complaint: str, words: str) -> Flag:
    """Ask the moderation to look at this note; asked again by the same reader, the latest reason counts."""
    fields = {"complaint": complaint, "words": words, "settled": None}
    own = {"interview": note.interview, "annotation": note, **reader.as_owner()}
    return Flag.objects.update_or_create(**own, defaults=fields)[0]


def _entry(by: User, verb: str, note: Annotation, batch: UUID, reason: str) -> ModerationEntry:
    return ModerationEntry.objects.create(
        batch=batch,
        by=by,
        by_name=by.get_username(),
        verb=verb,
        interview_id=note.interview_id,
        annotation=note,
        note=note.uid,
        author=note.author,
        reason=reason,
        before={name: getattr(note, name) for name in (*KEPT, "version")},
    )


def _write(note: Annotation, **fields: Any) -> None:
    """Its author's edits count versions; this is none of them."""
    Annotation.objects.filter(pk=note.pk).update(**fields)
    for name, value in fields.items():
        setattr(note, name, value)
    touch(note)


def _settle(entry: ModerationEntry, note: Annotation) -> None:
    Flag.objects.open().filter(annotation=note).update(settled=entry)
