"""Threads: a note with its replies, in reading order, as one reader or as everybody sees them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.safestring import SafeString

from annotations.models import Annotation, Resolution
from annotations.notes import Note
from annotations.readers import Reader
from annotations.replies import render_replies

# Deeper replies are kept as they are but not shown further to the right.
DEEPEST = 2
# So many replies are open at once, so many more come folded with the page, and the rest in parts on request.
OPEN = 1
FOLDED = 20
PART = 250
# A page that has nothing but one thread shows so many.
WHOLE = 1000
# The next part is asked for by the last so many replies before it: one may be gone by then.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """A root with its replies. `position` is its block's; None for the interview as a whole.

    Of the replies those up to `until` come with it. `asked` says that it was asked for, so that it is shown
    although it is resolved, `opened` that it was for one of the folded replies.
    """

    root: Annotation
    notes: list[Note] = field(default_factory=list)
    position: int | None = None
    until: int = 1 + OPEN + FOLDED
    asked: bool = False
    opened: bool = False

    @classmethod
    def alone(cls, annotation: Annotation, reader: Reader) -> "Thread":
        """Just this annotation, such as a highlight that nobody has said anything about."""
        return cls(annotation, [Note(annotation, mine=reader.owns(annotation))])

    @property
    def first(self) -> Note:
        """The root as it is shown."""
        return self.notes[0]

    @property
    def shown(self) -> SafeString:
        """The replies that are open at once."""
        return render_replies(self.notes[1 : 1 + OPEN])

    @property
    def folded(self) -> SafeString:
        """The replies that come with the page, folded."""
        return render_replies(self.notes[1 + OPEN : self.until])

    @property
    def fold(self) -> int:
        """How many replies are not open at once."""
        return max(0, len(self.notes) - 1 - OPEN)

    @property
    def edge(self) -> str:
        """The last replies that come with the page, as the address of the next part names them."""
        last = self.notes[max(1, self.until - NAMED) : self.until]
        return ",".join(str(note.annotation.uid) for note in last)

    @property
    def rest(self) -> int:
        """How many replies do not come with the page."""
        return max(0, len(self.notes) - self.until)

    @property
    def resolution(self) -> Resolution | None:
        """Who resolved it, if it is resolved."""
        return getattr(self.root, "resolution", None)

    @property
    def groups(self) -> list[str]:
        """The groups in which something of it is written, each as 32 hex digits."""
        return sorted({note.annotation.group.uid.hex for note in self.notes if note.annotation.group})

    @property
    def takes_part(self) -> bool:
        """Whether some of it is the reader's own."""
        return any(note.mine for note in self.notes)

    def meaning(self, meanings: Mapping[str, str]) -> str:
        """What its colour means to the reader, if it is their own."""
        return meanings.get(self.root.colour, "") if self.first.mine else ""

    @property
    def replies(self) -> int:
        """How many replies have something to say."""
        return sum(not note.gone for note in self.notes[1:])

    @property
    def count(self) -> int:
        """How many notes have something to say: not the deleted, nor a highlight that others comment on."""
        return sum(not note.gone and not note.annotation.is_highlight for note in self.notes)

    def reaching(self, annotation: Annotation) -> "Thread":
        """The same thread with all replies up to this one."""
        index = self._index(annotation.uid)
        return replace(self, until=max(self.until, index + 1), asked=True, opened=index > OPEN)

    def unfolded(self) -> "Thread":
        """The same thread as it stands on a page of its own."""
        return replace(self, until=max(self.until, 1 + WHOLE), asked=True, opened=True)

    def after(self, uids: Iterable[UUID]) -> "Thread":
        """The part of the thread that follows the last of these replies; its beginning where all are gone."""
        rest = self.notes[(max(map(self._index, uids), default=0) or OPEN) + 1 :]
        return replace(
            self, notes=[*self.notes[: 1 + OPEN], *rest], until=1 + OPEN + PART, asked=True, opened=True
        )

    def _index(self, uid: UUID) -> int:
        return next((n for n, note in enumerate(self.notes) if note.annotation.uid == uid), 0)

    def as_public(self) -> "Thread | None":
        """The same thread as everybody sees it; None where nobody else does."""
        if not self.root.keeps_place or is_settled(self.root):
            return None
        replies = [note.annotation for note in self.notes[1:] if note.annotation.keeps_place]
        return _complete(Thread(self.root, _in_order(self.root, replies), self.position))


def is_settled(annotation: Annotation) -> bool:
    """Whether it is a suggestion that is not open any more."""
    suggestion = getattr(annotation, "suggestion", None) if annotation.is_suggestion else None
    return suggestion is not None and not suggestion.is_open


def threads(
    annotations: Iterable[Annotation], reader: Reader, reacted: Mapping[UUID, Collection[str]]
) -> list[Thread]:
    """These annotations (roots and replies, annotated with `position`) as threads in reading order.

    `reacted` names the reader's own reactions, by the annotation's uid.
    """
    roots: list[Annotation] = []
    replies: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        if annotation.root_id is None:
            roots.append(annotation)
        else:
            replies[annotation.root_id].append(annotation)
    # Passages in the order of the text, then what is about the whole block.
    roots.sort(key=lambda root: (root.start is None, root.start or 0, _age(root)))
    found = (
        Thread(root, _in_order(root, replies[root.pk], reader, reacted), getattr(root, "position", None))
        for root in roots
    )
    return [complete for thread in found if (complete := _complete(thread))]


def _age(annotation: Annotation) -> tuple[datetime, int]:
    return annotation.created, annotation.pk


def _in_order(
    root: Annotation,
    replies: Iterable[Annotation],
    reader: Reader | None = None,
    reacted: Mapping[UUID, Collection[str]] = MappingProxyType({}),
) -> list[Note]:
    """The root and all beneath it, each reply after what it answers (earlier replies come earlier).

    What answers a reply that is not among them, because it is private, answers the root instead.
    No recursion: any depth is kept.
    """
    replies = sorted(replies, key=_age)
    there = {reply.pk for reply in replies}
    answers: dict[int | None, list[Annotation]] = defaultdict(list)
    for reply in replies:
        answers[reply.reply_to_id if reply.reply_to_id in there else root.pk].append(reply)
    notes = []
    waiting: list[tuple[Annotation, int, int | None]] = [(root, 0, None)]
    while waiting:
        annotation, depth, parent = waiting.pop()
        mine = reader is not None and reader.owns(annotation)
        own = reacted.get(annotation.uid, ())
        notes.append(Note(annotation, min(depth, DEEPEST), mine, parent, own))
        waiting.extend((answer, depth + 1, annotation.pk) for answer in reversed(answers[annotation.pk]))
    return notes


def _complete(thread: Thread) -> Thread | None:
    """The thread without deleted and hidden notes that nothing hangs on; None where nothing is left to read.

    Of a highlight without words only an orphan is something to read: its passage shows it no more.
    """
    kept: list[Note] = []
    answered: set[int | None] = set()
    for note in reversed(thread.notes):
        if note.annotation.pk in answered or not note.gone:
            kept.append(note)
            answered.add(note.parent)
    kept.reverse()
    if not kept or kept[0].annotation.pk != thread.root.pk:
        return None
    if thread.root.is_highlight and len(kept) == 1 and not thread.root.is_orphan:
        return None
    return replace(thread, notes=kept)
