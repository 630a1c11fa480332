"""Storing the notes of a file in one interview: what is there already stays as it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.changes import count_blocks_up, count_up
from annotations.importers import Incoming
from annotations.importing.report import Report
from annotations.models import (
    LONGEST_ORIGIN,
    Annotation,
    Standing,
    Suggestion,
    Tag,
    Tagging,
    Visibility,
)
from annotations.readers import Reader
from annotations.searching import index_notes
from annotations.spam import doubt_without_form, own_words
from annotations.tag_names import fitting
from annotations.targets import blocks_of
from annotations.writing import check_revision
from reader.models import Interview
from reader.rows import BATCH

# At the end of addresses of notes, here and at other sites of this kind.
UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?\Z", re.IGNORECASE)
# So many times a reply may answer a reply in what is taken in at once.
MOST_LEVELS = 100
TOO_LONG = gettext_lazy("This took too long. Import the file again to go on.")


@dataclass(slots=True)
class Stored:
    """A note of a file with the fields of the annotation that it becomes, and of the suggestion in it.

    `alone` are those of a reply where what it answers is not here.
    """

    note: Incoming
    fields: dict[str, Any]
    suggestion: dict[str, Any] | None = None
    alone: dict[str, Any] | None = None

    @property
    def words(self) -> str:
        """All that its author says."""
        suggested = self.suggestion or {}
        said = [suggested.get(name, "") for name in ("words", "before", "reply")]
        return "\n".join(filter(None, [*said, self.fields["body"]]))


def note_id(note: Incoming) -> str:
    """What tells the note from others when its file is imported again."""
    if note.origin and len(note.origin) <= LONGEST_ORIGIN:
        return note.origin
    words = note.origin or "\n".join((note.title, note.quote, note.comment, note.parent))
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def uid_in(origin: str) -> UUID | None:
    """The uid that a note's address, or its name, ends in."""
    found = UID.search(origin)
    return UUID(found[1]) if found else None


def store(interview: Interview, reader: Reader, ready: Sequence[Stored], report: Report) -> None:
    """Store what is new, within a transaction. Raises writing.Stale where the text was changed meanwhile."""
    check_revision(interview.pk, interview.revision)
    shelf = _Shelf(interview, reader, ready)
    fresh = [one for one in ready if not shelf.knows(one)]
    report.known += len(ready) - len(fresh)
    made = shelf.make([one for one in fresh if not one.note.parent], {})
    alone, replies = _parted(shelf, [one for one in fresh if one.note.parent])
    lone = shelf.make(alone, {})
    made += _store_replies(shelf, replies, report)
    for annotation in made:
        report.took(annotation, interview)
    for annotation in lone:
        report.took(annotation, interview, alone=True)
    made += lone
    _tag(interview, [(annotation, shelf.tags[annotation.uid]) for annotation in made])
    index_notes(made)
    _touch(interview, made)


def _parted(shelf: "_Shelf", replies: Iterable[Stored]) -> tuple[list[Stored], list[Stored]]:
    """Those that stand alone, as comments, and those of which what they answer is here or is to come."""
    alone, others = [], []
    for one in replies:
        if one.alone and shelf.find(one.note.parent) is None:
            alone.append(Stored(one.note, one.alone))
        else:
            others.append(one)
    return alone, others


def _store_replies(shelf: "_Shelf", replies: Iterable[Stored], report: Report) -> list[Annotation]:
    """Level by level, as a reply may answer a reply; nobody else can write meanwhile."""
    waiting: dict[str, list[Stored]] = defaultdict(list)
    for one in replies:
        waiting[one.note.parent].append(one)
    made: list[Annotation] = []
    parents = _found(shelf, waiting)
    for _level in range(MOST_LEVELS):
        if not parents:
            break
        level = [(one, parent) for name, parent in parents.items() for one in waiting.pop(name)]
        new = shelf.make([one for one, _parent in level], {id(one): parent for one, parent in level})
        parents = _found(shelf, [note.origin for note in new if note.origin in waiting])
        made += new
    why = TOO_LONG if parents else _("What it answers is not here.")
    for one in chain(*waiting.values()):
        report.left_out(one.note, str(why))
    return made


def _found(shelf: "_Shelf", names: Iterable[str]) -> dict[str, Annotation]:
    return {name: parent for name in names if (parent := shelf.find(name)) is not None}


class _Shelf:
    """The annotations that the notes of a file became, now or earlier, by their names in it."""

    def __init__(self, interview: Interview, reader: Reader, ready: Sequence[Stored]) -> None:
        self.reader = reader
        names = {one.fields["origin"] for one in ready} | {one.note.parent for one in ready}
        uids = {uid for name in names if (uid := uid_in(name))}
        same = Annotation.objects.filter(uid__in=uids)
        # Whose they are is not told: an id that is taken is just not used again.
        self.taken = set(same.values_list("uid", flat=True))
        visible = Annotation.objects.on(interview).visible_to(reader).select_related("root")
        self.seen = {one.uid: one for one in visible.present().filter(uid__in=uids)}
        own = Annotation.objects.on(interview).by(reader)
        self.own = set(own.filter(uid__in=uids).values_list("uid", flat=True))
        self.named = {one.origin: one for one in own.exclude(origin="").select_related("root")}
        self.tags: dict[UUID, tuple[str, ...]] = {}
        self._met: set[str] = set()

    def knows(self, one: Stored) -> bool:
        """Whether it is there already, or came twice in the file."""
        origin = one.fields["origin"]
        is_known = origin in self.named or uid_in(origin) in self.own or origin in self._met
        self._met.add(origin)
        return is_known

    def find(self, name: str) -> Annotation | None:
        """The annotation that is called so in the file, if this reader may answer it."""
        found = self.named.get(name) or self.seen.get(uid_in(name) or UUID(int=0))
        return found if found is None or found.deleted is None else None

    def make(self, some: Sequence[Stored], parents: dict[int, Annotation]) -> list[Annotation]:
        """Store these, each as an answer to its parent if it has one."""
        made = [self._annotation(one, parents.get(id(one))) for one in some]
        Annotation.objects.bulk_create(made, batch_size=BATCH)
        suggested = [
            Suggestion(annotation=a, interview=a.interview, **one.suggestion)
            for a, one in zip(made, some, strict=True)
            if one.suggestion
        ]
        Suggestion.objects.bulk_create(suggested, batch_size=BATCH)
        self.named |= {annotation.origin: annotation for annotation in made}
        return made

    def _annotation(self, one: Stored, parent: Annotation | None) -> Annotation:
        annotation = Annotation(**one.fields)
        uid = uid_in(annotation.origin)
        if uid is not None and uid not in self.taken:
            annotation.uid = uid
            self.taken.add(uid)
        if parent is not None:
            # By number: notes that hold each other in a long row are not let go of.
            annotation.reply_to_id, annotation.root = parent.pk, parent.root or parent
            if not annotation.root.is_public:
                annotation.visibility = Visibility.PRIVATE
        self.tags[annotation.uid] = one.note.tags
        annotation.tag_names = "\n".join(one.note.tags)  # type: ignore[attr-defined]
        words = own_words(annotation, one.words)
        if annotation.is_public and (doubt := doubt_without_form(self.reader, words, from_file=True)):
            annotation.standing, annotation.doubt = Standing.WAITING, doubt
        return annotation


def _tag(interview: Interview, tagged: Sequence[tuple[Annotation, Iterable[str]]]) -> None:
    names = {annotation.pk: fitting(tags) for annotation, tags in tagged}
    wanted = {(key, name) for some in names.values() for key, name in some.items()}
    new = [Tag(key=key, name=name) for key, name in sorted(wanted)]
    Tag.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    there = Tag.objects.filter(key__in={key for key, _name in wanted}).values_list("key", "name", "pk")
    tags = {(key, name): pk for key, name, pk in there}
    rows = [
        Tagging(interview=interview, annotation_id=pk, tag_id=tags[spelled])
        for pk, some in names.items()
        for spelled in some.items()
    ]
    Tagging.objects.bulk_create(rows, batch_size=BATCH)


def _touch(interview: Interview, made: Iterable[Annotation]) -> None:
    """Everybody's page changes where public notes came."""
    public = [annotation for annotation in made if annotation.is_public]
    touched: set[int] = set()
    for annotation in public:
        touched |= {block.pk for block in blocks_of(annotation.root or annotation)}
    if public:
        count_blocks_up(touched)
        count_up(interview.pk)
