"""When a text changes, every annotation finds its words again, or is kept as an orphan."""

from collections.abc import Iterable
from itertools import batched

from annotations.changes import count_blocks_up
from annotations.flow import Stretch
from annotations.models import Annotation, Fate, State
from annotations.reanchoring.outcomes import Outcome, Search, What, same_words
from annotations.targets import named
from reader.layers import Change, Plan
from reader.receipts import Passage, Receipt, beginning, together
from reader.rows import BATCH, rewrite

# What re-anchoring may write of an annotation.
FIELDS = (
    "start_block",
    "start",
    "end_block",
    "end",
    "exact",
    "prefix",
    "suffix",
    "state",
    "original",
    "last_turn",
    "last_speaker",
    "last_offset",
)


class Reanchoring(Plan):
    """The annotations of one interview whose text changes. Replies go with what they answer."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.search = Search(change)
        rows = Annotation.objects.on(change.interview).in_the_text().order_by("pk")
        self.outcomes = [self.search.outcome(annotation) for annotation in rows]
        self.receipt = self._receipt()

    def _receipt(self) -> Receipt:
        found: dict[What, list[Outcome]] = {what: [] for what in What}
        for outcome in self.outcomes:
            if outcome.annotation.deleted is None:
                found[outcome.what].append(outcome)
        told = found[What.CHANGED] + found[What.LOST]
        return Receipt(
            exact=len(found[What.EXACT]),
            moved=len(found[What.MOVED]),
            changed=len(found[What.CHANGED]),
            lost=len(found[What.LOST]),
            returned=len(found[What.RETURNED]),
            rewordings=self._quoted(found[What.CHANGED]),
            losses=self._quoted(found[What.LOST]),
            private=sum(not outcome.annotation.is_public for outcome in told),
        )

    def _quoted(self, outcomes: Iterable[Outcome]) -> tuple[Passage, ...]:
        """The passages on which everybody sees notes."""
        return together(
            Passage(
                outcome.before if outcome.after else beginning(outcome.before),
                outcome.after,
                *self._by(outcome),
            )
            for outcome in outcomes
            if outcome.annotation.is_public
        )

    def _by(self, outcome: Outcome) -> tuple[int, str]:
        """The number of the turn where the annotation stood, and who spoke; 0 and nobody elsewhere."""
        if outcome.stood is None:
            return 0, ""
        block = self.search.old.blocks[outcome.stood.first]
        return block.number or 0, block.speaker.name if block.speaker else ""

    def carry(self) -> None:
        written = [outcome for outcome in self.outcomes if self._settle(outcome)]
        rewrite([outcome.annotation for outcome in written], FIELDS)
        Annotation.objects.on(self.change.interview).exclude(state=State.ORPHANED).update(
            anchored_revision=self.change.revision
        )
        told = [outcome for outcome in self.outcomes if outcome.is_worth_telling]
        Fate.objects.bulk_create(map(self._fate, told), batch_size=BATCH)
        for some in batched(self._touched(), BATCH, strict=False):
            count_blocks_up(some)

    def _settle(self, outcome: Outcome) -> bool:
        """Set the annotation's fields; says whether one is another now."""
        annotation = outcome.annotation
        before = _state(annotation)
        if outcome.what is What.LOST and outcome.stood is not None:
            self._lose(annotation, outcome, outcome.stood)
        elif outcome.where is not None:
            if annotation.is_on_block:
                annotation.start_block = self.search.new.blocks[outcome.where.first]
                annotation.exact = annotation.prefix = annotation.suffix = ""
                annotation.state = State.MOVED
            else:
                self._place(annotation, outcome, outcome.where)
            annotation.last_turn, annotation.last_speaker, annotation.last_offset = 0, "", None
        return _state(annotation) != before

    def _place(self, annotation: Annotation, outcome: Outcome, where: Stretch) -> None:
        meant = annotation.original or outcome.before
        is_changed = not same_words(meant, outcome.after)
        annotation.original = meant if is_changed else ""
        first, last = (self.search.new.blocks[index] for index in (where.first, where.last))
        for name, value in named(first, where.start, last, where.end, outcome.after).items():
            setattr(annotation, name, value)
        placed = State.ANCHORED if outcome.what is What.EXACT else State.MOVED
        annotation.state = State.CHANGED if is_changed else placed

    def _lose(self, annotation: Annotation, outcome: Outcome, stood: Stretch) -> None:
        quote, start = self.search.quote(stood, outcome.before)
        annotation.exact, annotation.prefix, annotation.suffix = quote.exact, quote.prefix, quote.suffix
        annotation.start_block = annotation.start = annotation.end_block = annotation.end = None
        annotation.state = State.ORPHANED
        annotation.last_turn, annotation.last_speaker = self._by(outcome)
        annotation.last_offset = start

    def _fate(self, outcome: Outcome) -> Fate:
        return Fate(
            annotation=outcome.annotation,
            interview=self.change.interview,
            revision=self.change.revision,
            before=outcome.before,
            after=outcome.after,
        )

    def _touched(self) -> set[int]:
        """The blocks where notes stood that do not any more, and where they stand now."""
        sides = (self.search.old.blocks, self.search.new.blocks)
        touched: set[int] = set()
        for outcome in self.outcomes:
            if outcome.what is not What.EXACT:
                for blocks, at in zip(sides, (outcome.stood, outcome.where), strict=True):
                    touched.update(block.pk for block in (blocks[at.first : at.last + 1] if at else ()))
        return touched


def _state(annotation: Annotation) -> list[object]:
    return [getattr(annotation, f"{name}_id" if name.endswith("_block") else name) for name in FIELDS]
