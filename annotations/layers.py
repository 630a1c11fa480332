"""The readers' highlights and comments as a layer over the text."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.apart import Sight, reacted_in, sight_of
from annotations.composing import resident
from annotations.last_audience import last_audience
from annotations.meanings import texts_with
from annotations.models import Annotation, Motivation, Standing, Visibility
from annotations.orphans import render_orphans
from annotations.permalinks import note_asked_for, sharing
from annotations.readers import reader_of
from annotations.thread_cards import render_threads
from annotations.threads import Thread, is_settled, threads
from annotations.touching import Passage, notes, passages
from annotations.whole import Whole
from annotations.whose import EVERYBODY, whose
from reader.access import may_edit
from reader.kept import Kept
from reader.layers import Layer, Left, Mark, Overlay
from reader.models import NOT_SPOKEN, Block, Interview
from reader.rendering import SUGGESTED

_lists: Kept[str] = Kept(16 * 1024 * 1024)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


class NotesLayer(Layer):
    """Marks for highlights and comments on passages, cards for the threads beside them."""

    def __init__(self, interview: Interview, request: HttpRequest) -> None:
        super().__init__(interview, request)
        self.reader = reader_of(request)
        self.may_decide = may_edit(request.user, interview)
        self._passages: list[Passage] = []
        self._threads: list[Thread] = []

    @classmethod
    def left(cls, interviews: Iterable[Interview], request: HttpRequest) -> Mapping[int, Left]:
        reader = reader_of(request)
        totals = {i.pk: Left(i.highlights, i.comments) for i in interviews}
        if reader.known:
            apart = Annotation.objects.apart_for(reader).visible_to(reader).present()
            is_highlight = Q(motivation=Motivation.HIGHLIGHTING)
            rows = (
                apart.filter(interview__in=totals)
                .exclude(pk__in=Annotation.objects.public().values("pk"))
                .values("interview")
                .annotate(
                    highlights=Count("pk", filter=is_highlight), comments=Count("pk", filter=~is_highlight)
                )
            )
            for row in rows:
                totals[row["interview"]].highlights += row["highlights"]
                totals[row["interview"]].comments += row["comments"]
        return totals

    @cached_property
    def _sight(self) -> Sight:
        return sight_of(self.interview, self.reader, self.may_decide)

    @cached_property
    def _key(self) -> str:
        """Tells this reader from others, and from who they were in other groups or with other colours."""
        names = [f"{one.uid} {one.name} {one.closed}" for one in self._sight.groups]
        names += [f"{colour} {words}" for colour, words in self._sight.meanings.items()]
        return f"{self.reader.key} {_digest(chr(10).join(names))}" if names else self.reader.key

    @cached_property
    def _whose(self) -> str:
        """Of which of their groups this reader wants to see the notes, if of one alone."""
        chosen = whose(self.request)
        return chosen if chosen in {circle.uid.hex for circle in self._sight.groups} else ""

    @cached_property
    def _last(self) -> str:
        return last_audience(self.request, self.interview)

    def stamp(self) -> str:
        if not self.reader.known:
            return ""
        return f"{self._key} {self._last} {_digest(' '.join(row.stamp for row in self._sight.rows))}"

    def variant(self) -> str:
        asked = note_asked_for(self.interview, self.request)
        return f"note-{asked.ref}" if asked is not None else ""

    def own(self) -> Mapping[int, str]:
        stamps: dict[int, list[str]] = defaultdict(list)
        for row in self._sight.rows:
            if row.first is not None and row.last is not None and row.deleted is None:
                for position in range(row.first, row.last + 1):
                    stamps[position].append(row.block_stamp)
        asked = note_asked_for(self.interview, self.request)
        block = (asked.root or asked).start_block if asked is not None else None
        if block is not None:
            # Its thread is opened as far as to it.
            stamps[block.position].append(self.variant())
        key = f"{self._key} {self._whose}"
        return {position: f"{key} {' '.join(parts)}" for position, parts in stamps.items()}

    def prepare(self, blocks: Sequence[Block], *, page: bool = True) -> None:
        if not blocks:
            return
        positions = [block.position for block in blocks]
        low, high = min(positions), max(positions)
        found = self._load_threads(low, high, page=page)
        self._threads = [thread for thread in found if thread.position is not None]
        if page:
            self._beyond = [thread for thread in found if thread.position is None]
        # Where the words are gone, not the replies, the passage stays, so that one sees what is meant.
        answered = [thread.root.pk for thread in self._threads if thread.first.gone]
        self._passages = passages(self.interview, self.reader, low, high, answered)

    @cached_property
    def _list(self) -> Whole:
        """The comments on the interview as a whole."""
        asked = note_asked_for(self.interview, self.request)
        return Whole(self.interview, self.reader, asked, whose(self.request))

    @cached_property
    def _beyond(self) -> list[Thread]:
        """The threads that stand in no block: the first on the interview as a whole, and orphans."""
        return self._load_threads(1, 0, page=True)

    def _load_threads(self, low: int, high: int, *, page: bool) -> list[Thread]:
        """The threads that touch blocks from `low` to `high`; for a `page` also those in no block."""
        said = notes(self.reader, low, high, self._list, page=page)
        found = threads(said, self.reader, reacted_in(self._sight.rows))
        asked = note_asked_for(self.interview, self.request)
        if asked is None:
            return found
        root = asked.root_id or asked.pk
        return [one.reaching(asked) if one.root.pk == root else one for one in found]

    def over(self, blocks: Sequence[Block], *, public: bool) -> Mapping[int, Overlay]:
        beside: dict[int, list[Thread]] = defaultdict(list)
        for thread in self._threads:
            shown = thread.as_public() if public else thread
            if shown is not None and thread.position is not None:
                beside[thread.position].append(shown)
        noted = {thread.root.pk: thread for group in beside.values() for thread in group}
        roots = [thread.root for thread in noted.values()]
        open_ones = {root.pk for root in roots if root.is_suggestion and not is_settled(root)}
        marks = self._marks({block.position: block for block in blocks}, noted, open_ones, public=public)
        return {
            block.pk: Overlay(
                marks[block.position],
                render_threads(
                    beside[block.position],
                    self.interview,
                    may_decide=self.may_decide and not public,
                    whose="" if public else self._whose,
                    meanings={} if public else self._sight.meanings,
                ),
                sum(thread.count for thread in beside[block.position]),
            )
            for block in blocks
            if marks[block.position] or beside[block.position]
        }

    def _marks(
        self,
        blocks: Mapping[int, Block],
        noted: Mapping[int, Thread],
        open_ones: Collection[int],
        *,
        public: bool,
    ) -> defaultdict[int, list[Mark]]:
        marks: defaultdict[int, list[Mark]] = defaultdict(list)
        for p in self._passages:
            if public and not self._is_for_all(p, noted):
                continue
            if p.motivation == Motivation.EDITING and p.pk not in open_ones:
                continue
            look = self._look(p, noted.get(p.pk), mine=not public and self.reader.owns(p))
            for position in (p.first,) if p.first == p.last else range(p.first, p.last + 1):
                block = blocks.get(position)
                between = p.first < position < p.last
                if block is None or (between and block.kind in NOT_SPOKEN):
                    continue
                marks[position].append(
                    Mark(
                        start=p.start if position == p.first else 0,
                        end=p.end if position == p.last else len(block.text),
                        first=position == p.first,
                        last=position == p.last,
                        **look,
                    )
                )
        return marks

    def _look(self, passage: Passage, thread: Thread | None, *, mine: bool) -> dict[str, Any]:
        """What the marks of a passage are like in every block that it runs through."""
        href, label = self._link(passage, thread.root.author if thread else None, mine=mine)
        groups = thread.groups if thread else [passage.group.hex] if passage.group else []
        return {
            "ref": passage.uid.hex,
            "colour": SUGGESTED if passage.motivation == Motivation.EDITING else passage.colour,
            "mine": mine,
            "ours": not mine and (bool(thread and thread.takes_part) or self._whose in groups),
            "groups": tuple(groups),
            "noted": thread is not None,
            "href": href,
            "label": label,
        }

    @staticmethod
    def _is_for_all(passage: Passage, noted: Mapping[int, Thread]) -> bool:
        """Whether everybody sees this mark; what is hidden keeps it for the replies that it has."""
        shown = passage.standing == Standing.VISIBLE or passage.pk in noted
        return passage.visibility == Visibility.PUBLIC and shown

    def _link(self, passage: Passage, author: str | None, *, mine: bool) -> tuple[str, str]:
        if author is not None:
            return f"#n-{passage.uid.hex}", _("Go to note by %s") % author
        if mine:
            return reverse("annotations:annotation", args=[passage.uid]), _("Your highlight")
        return "", ""

    def context(self) -> Mapping[str, Any]:
        asked, groups = note_asked_for(self.interview, self.request), self._sight.groups
        return {
            # After a change of one turn nobody looks at them.
            "comments": SimpleLazyObject(self._comments),
            "orphans": SimpleLazyObject(self._orphans),
            "whole": SimpleLazyObject(self._form),
            "groups": groups,
            "texts": texts_with(self._sight.meanings),
            "sharing": sharing(asked, self.interview) if asked else {},
            "note_count": self.interview.comments + sum(row.is_comment_apart for row in self._sight.rows),
            "suggestion_count": sum(row.is_open for row in self._sight.rows) if self.may_decide else 0,
        }

    def _form(self) -> dict[str, Any]:
        """The form at the page's end."""
        circles = [one for one in self._sight.groups if not one.closed]
        return resident(self.interview, self.reader, circles, self._last)

    def _comments(self) -> SafeString:
        """The list at the page's end."""
        return self._kept("comments", lambda: self._list.render(self._in_no_block(orphans=False)))

    def _orphans(self) -> SafeString:
        """Those whose words are not in the text any more, in the order in which they stood."""
        if self.interview.revision == 1:
            return SafeString()
        return self._kept(
            "orphans",
            lambda: render_orphans(self._in_no_block(orphans=True), self.interview, self.request),
        )

    def _in_no_block(self, *, orphans: bool) -> list[Thread]:
        return [thread for thread in self._beyond if thread.root.is_orphan is orphans]

    def _kept(self, what: str, render: Callable[[], SafeString]) -> SafeString:
        """This list; kept as the blocks are, until anything on the page changes."""
        wanted = whose(self.request)
        beside = " ".join(row.stamp for row in self._sight.rows if row.first is None)
        apart = f"{self._key} {_digest(beside)}" if beside or wanted != EVERYBODY else ""
        of_text = (what, self.interview.uid.hex, self.interview.version, get_language())
        name = (*of_text, wanted, self.variant(), apart, self.may_decide)
        kept = _lists.get(name)
        if kept is None:
            kept = render()
            _lists.keep(name, kept)
        return SafeString(kept)
