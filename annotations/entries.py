"""Notes as lists beside the text show them: what they are about, where that is, what was found in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from annotations.hits import mark_hits, mark_text
from annotations.markdown import to_html
from annotations.models import Annotation, Standing, Visibility
from annotations.notes import circle_of, names_of
from annotations.permalinks import address_on_page
from annotations.readers import Reader
from annotations.rewording import is_over
from annotations.threads import is_settled
from annotations.whole import is_on_the_whole
from reader.models import Block, Interview

LONGEST_QUOTE = 600
LONGEST_BODY = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One note, loaded `with_places`; `words` were searched for."""

    note: Annotation
    mine: bool = True
    words: Sequence[str] = ()
    chosen: bool = False

    @property
    def may_reword(self) -> bool:
        return self.mine and not is_over(self.note)

    @property
    def _root(self) -> Annotation | None:
        """Where it stands: itself, or of a reply the root of its thread, if its reader may see that."""
        if self.note.root is None:
            return self.note
        return self.note.root if getattr(self.note, "shows_thread", False) else None

    @property
    def answered(self) -> Annotation | None:
        """The root of the thread in which it is a reply, if its reader may see that."""
        return self._root if self.note.root_id is not None else None

    @property
    def quote(self) -> SafeString:
        """The words that it is about, as HTML."""
        root = self._root
        return mark_text(root.exact if root else "", self.words, LONGEST_QUOTE)

    @property
    def body(self) -> SafeString:
        """What was written, as HTML."""
        named = (getattr(self.note, "mentioned", "") or "").split()
        return mark_hits(to_html(self.note.body[:LONGEST_BODY], named), self.words)

    @property
    def is_cut(self) -> bool:
        """Whether more was written than `body` shows."""
        return len(self.note.body) > LONGEST_BODY

    @property
    def blocks(self) -> list[Block]:
        """Where it stands: the block, or the first and the last where two turns are quoted."""
        root = self._root
        first, last = (root.start_block, root.end_block) if root else (None, None)
        if first is None:
            return []
        if last is None or (first.speaker_id, first.number) == (last.speaker_id, last.number):
            return [first]
        return [first, last]

    @property
    def visible_to(self) -> str:
        """Who sees it; empty where the moderation keeps it from those whom its author chose."""
        if self.note.group is not None:
            return circle_of(self.note, mine=self.mine)
        kept = self.note.visibility == Visibility.PUBLIC and self.note.standing != Standing.VISIBLE
        return "" if kept else self.note.get_visibility_display()

    @property
    def tags(self) -> list[str]:
        return names_of(self.note)

    @property
    def colour(self) -> str:
        root = self._root
        return root.colour if root else ""

    @property
    def href(self) -> str:
        """Where it stands in the interview."""
        anchor = f"n-{self.note.ref}"
        if self._root is not None and is_on_the_whole(self.note):
            return address_on_page(self.note)
        # A suggestion that was decided on stands in the text for its author alone.
        if self._root is None or (is_settled(self.note) and not self.mine):
            anchor = ""
        elif self.note.is_highlight and not self.note.is_orphan:
            anchor = f"m-{self.note.ref}"
        return (
            f"{self.note.interview.get_absolute_url()}#{anchor}" if anchor else self.note.get_absolute_url()
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that stand one after the other in a list and are about the same interview."""

    interview: Interview
    entries: list[Entry]


def in_sections(notes: Iterable[Annotation], reader: Reader, words: Sequence[str] = ()) -> list[Section]:
    """The notes in their order, under the interviews that they are about."""
    groups = groupby(notes, key=lambda note: note.interview_id)
    return [
        Section(own[0].interview, [Entry(note, reader.owns(note), words) for note in own])
        for _interview, together in groups
        if (own := list(together))
    ]


def by_interview(notes: Iterable[Annotation]) -> list[Annotation]:
    """Those about the same interview together, each interview where its first note was."""
    together: dict[int, list[Annotation]] = {}
    for note in notes:
        together.setdefault(note.interview_id, []).append(note)
    return [note for some in together.values() for note in some]
