"""Threads: a note with its replies, in reading order, as one reader or as everybody sees them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.markdown import to_html
from annotations.models import Annotation
from annotations.readers import Reader
from reader.models import Interview
from reader.rendering import join_safe

# Deeper replies are kept as they are but not shown further to the right.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation as a card or a reply shows it; `parent` is the primary key of what it answers."""

    annotation: Annotation
    depth: int = 0
    mine: bool = False
    parent: int | None = None

    @property
    def deleted(self) -> bool:
        return self.annotation.deleted is not None

    @property
    def html(self) -> SafeString:
        return to_html(self.annotation.body)

    @property
    def tags(self) -> list[str]:
        """The names of its tags, if the annotation was loaded `with_tag_names`."""
        return sorted((getattr(self.annotation, "tag_names", None) or "").splitlines(), key=str.casefold)


@dataclass(frozen=True, slots=True)
class Thread:
    """A root with its replies. `position` is its block's; None for the interview as a whole."""

    root: Annotation
    notes: list[Note] = field(default_factory=list)
    position: int | None = None

    @classmethod
    def alone(cls, annotation: Annotation, reader: Reader) -> "Thread":
        """Just this annotation, such as a highlight that nobody has said anything about."""
        return cls(annotation, [Note(annotation, mine=reader.owns(annotation))])

    @property
    def first(self) -> Note:
        return self.notes[0]

    @property
    def shown(self) -> list[Note]:
        """The root and the first reply, which are open at once."""
        return self.notes[1:2]

    @property
    def folded(self) -> list[Note]:
        return self.notes[2:]

    @property
    def count(self) -> int:
        """How many notes have something to say: not the deleted, nor a highlight that others comment on."""
        return sum(not note.deleted and not note.annotation.is_highlight for note in self.notes)

    def as_public(self) -> "Thread | None":
        """The same thread as everybody sees it; None where nobody else does."""
        if not self.root.is_public:
            return None
        replies = [note.annotation for note in self.notes[1:] if note.annotation.is_public]
        return _complete(replace(self, notes=_in_order(self.root, replies)))


def threads(annotations: Iterable[Annotation], reader: Reader) -> list[Thread]:
    """These annotations (roots and replies, annotated with `position`) as threads in reading order."""
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
        Thread(root, _in_order(root, replies[root.pk], reader), getattr(root, "position", None))
        for root in roots
    )
    return [complete for thread in found if (complete := _complete(thread))]


def _age(annotation: Annotation) -> tuple[datetime, int]:
    return annotation.created, annotation.pk


def _in_order(root: Annotation, replies: Iterable[Annotation], reader: Reader | None = None) -> list[Note]:
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
        notes.append(Note(annotation, min(depth, DEEPEST), mine, parent))
        waiting.extend((answer, depth + 1, annotation.pk) for answer in reversed(answers[annotation.pk]))
    return notes


def _complete(thread: Thread) -> Thread | None:
    """The thread without deleted notes that nothing hangs on; None where nothing is left to read.

    Of a highlight without words only an orphan is something to read: its passage shows it no more.
    """
    kept: list[Note] = []
    answered: set[int | None] = set()
    for note in reversed(thread.notes):
        if note.annotation.pk in answered or not note.deleted:
            kept.append(note)
            answered.add(note.parent)
    kept.reverse()
    if not kept or kept[0].annotation.pk != thread.root.pk:
        return None
    if thread.root.is_highlight and len(kept) == 1 and not thread.root.is_orphan:
        return None
    return replace(thread, notes=kept)


def render_threads(group: Iterable[Thread], interview: Interview) -> SafeString:
    """The cards of these threads, one after the other."""
    template = get_template("annotations/thread.html")
    return join_safe(template.render({"thread": thread, "interview": interview}) for thread in group)
