"""A proof as its editor shows it: rows of a part of the text, the people, and counts over all of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reader.document import Draft, DraftBlock, DraftSpeaker, Kind
from reader.models import Kind as Kinds
from reader.models import Role, colour_of, direction_of
from reader.proofs.doubts import doubtful_people, doubts
from reader.proofs.options import grouped, options, selected, without

ROWS = 100
# A block shows so many paragraphs one by one.
PARAGRAPHS = 50
# Among so many people one can be chosen as the same as another; else they are given the same name.
MOST_LISTED = 100
LEFT_OUT = "-"
PERSON = "@"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text[start:end] of a block."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A block in the editor."""

    block: DraftBlock
    colour: int
    doubts: tuple[str, ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    language: str
    first: bool
    all_options: SafeString = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        return self.block.key

    @property
    def choice(self) -> str:
        """What the block is, as `choices` has it."""
        if self.block.boilerplate:
            return LEFT_OUT
        return f"{PERSON}{self.block.speaker}" if self.block.kind == Kind.TURN else str(self.block.kind)

    @property
    def options(self) -> SafeString:
        """The choices as HTML, what the block is selected."""
        return selected(self.all_options, self.choice)

    @property
    def label(self) -> str:
        """What the block is, in words."""
        return next(label for _group, some in self.choices for value, label in some if value == self.choice)

    @property
    def is_turn(self) -> bool:
        return self.block.kind == Kind.TURN

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def slot(self) -> str:
        """The id of the element that says what is wrong."""
        return f"problem-{self.key}"

    @property
    def has_address(self) -> bool:
        """Whether an address belongs to what it is: a recording, or something to read."""
        return self.block.kind in {Kind.MEDIA, Kind.ASIDE, Kind.CREDIT}

    @property
    def stamp(self) -> str:
        """Changes with the text: what is said of offsets in it must be of the same text."""
        return stamp(self.block.text)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Of a block with very many, the last one holds the rest: split off, it has rows of its own."""
        found, at = [], 0
        for text in self.block.text.split("\n\n", PARAGRAPHS - 1):
            found.append(Paragraph(at, at + len(text), text))
            at += len(text) + 2
        return found


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker in the editor."""

    number: int
    speaker: DraftSpeaker
    turns: int
    doubt: str
    others: SafeString = field(compare=False, repr=False)

    @property
    def colour(self) -> int:
        return colour_of(self.number)

    @property
    def slot(self) -> str:
        """The id of the element that says what is wrong."""
        return f"problem-person-{self.number}"

    @property
    def role_label(self) -> str:
        return str(Role(self.speaker.role).label)


def stamp(text: str) -> str:
    """A short check sum of a text."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):x}"


class ProofSheet:
    """Everything that the editor shows of a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def doubts(self) -> dict[str, list[str]]:
        return doubts(self.draft)

    @cached_property
    def _turns(self) -> Counter[str | None]:
        return Counter(
            block.speaker for block in self._shown if block.kind == Kind.TURN and not block.continued
        )

    @cached_property
    def _shown(self) -> list[DraftBlock]:
        return [block for block in self.draft.blocks if not block.boilerplate]

    @cached_property
    def people(self) -> list[Person]:
        doubtful = doubtful_people(self.draft)
        few = self.draft.speakers if len(self.draft.speakers) <= MOST_LISTED else ()
        names = options((speaker.name, speaker.name) for speaker in few)
        return [
            Person(
                number,
                speaker,
                self._turns[speaker.name],
                doubtful.get(speaker.name, ""),
                without(names, speaker.name, speaker.name),
            )
            for number, speaker in enumerate(self.draft.speakers, 1)
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of what there are, for readers of the whole."""
        kinds = Counter(str(block.kind) for block in self._shown)
        return {
            "turns": self._turns.total(),
            "people": len(self.draft.speakers),
            "asides": kinds[Kind.ASIDE],
            "notes": kinds[Kind.NOTE],
            "left_out": len(self.draft.blocks) - len(self._shown),
            "doubts": len(self.doubts),
        }

    @cached_property
    def choices(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What a block can be, in groups: said by somebody, something else, or left out."""
        people = tuple((f"{PERSON}{speaker.name}", speaker.name) for speaker in self.draft.speakers)
        kinds = tuple((kind.value, str(kind.label)) for kind in Kinds if kind != Kinds.TURN)
        groups = (
            (_("People"), people),
            (_("No speech"), kinds),
            (_("Not shown"), ((LEFT_OUT, _("Leave out")),)),
        )
        return tuple(group for group in groups if group[1])

    @property
    def language(self) -> str:
        return self.draft.language or "und"

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def rows(self, keys: Iterable[str]) -> list[Row]:
        """The rows of the blocks of these keys, in the order of the text."""
        wanted = set(keys)
        colours = {person.speaker.name: person.colour for person in self.people}
        first = next((block.key for block in self._shown), "")
        all_options = grouped(self.choices)
        return [
            Row(
                block=block,
                colour=colours.get(block.speaker or "", 0) if block.kind == Kind.TURN else 0,
                doubts=tuple(self.doubts.get(block.key, ())),
                choices=self.choices,
                language=self.language,
                first=block.key == first,
                all_options=all_options,
            )
            for block in self.draft.blocks
            if block.key in wanted
        ]

    def keys(self, *, only_doubts: bool) -> list[str]:
        """The keys of all blocks, or of those that somebody should look at."""
        return [b.key for b in self.draft.blocks if not only_doubts or b.key in self.doubts]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What has to be done with one row on the page. A new one stands after the row `after`, or first."""

    row: Row | None
    key: str
    is_new: bool = False
    after: str = ""


def changes(old: ProofSheet, new: ProofSheet, shown: Sequence[str]) -> Iterator[RowChange]:
    """What a correction has changed among the rows that are shown. New blocks always are."""
    there = {block.key for block in old.draft.blocks}
    before = {row.key: row for row in old.rows(shown)}
    created = [block.key for block in new.draft.blocks if block.key not in there]
    rows = new.rows([*before, *created])
    for key in before.keys() - {row.key for row in rows}:
        yield RowChange(None, key)
    after = ""
    for row in rows:
        if row.key not in before:
            yield RowChange(row, row.key, is_new=True, after=after)
        elif row != before[row.key]:
            yield RowChange(row, row.key)
        after = row.key


ROLES = tuple((role.value, role.label) for role in Role)
