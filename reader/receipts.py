"""What a new text does to the notes on the old one, told to whoever changes it.

A receipt quotes the interview's own words only: neither who wrote a note, nor what it says. Which words
carry private notes it does not tell either.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reader.wording import compare

# So many passages are quoted; the others are counted.
QUOTED = 200
# Of words that are gone so many characters.
BEGINNING = 300


@dataclass(frozen=True)
class Passage:
    """Words on which notes stand: as they were and (empty where they are gone) as they are now.

    `turn` and `speaker` say where they stood: a turn's number and who spoke; 0 and empty elsewhere.
    """

    before: str
    after: str = ""
    turn: int = 0
    speaker: str = ""
    notes: int = 1

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        """Both wordings in one: texts that are the `same`, went `out`, or came `in`."""
        return compare(self.before, self.after)

    @property
    def old(self) -> list[tuple[str, str]]:
        """The old wording: what is the `same` now and what went `out`."""
        return [piece for piece in self.pieces if piece[0] != "in"]

    @property
    def new(self) -> list[tuple[str, str]]:
        """The new wording: what was the `same` before and what came `in`."""
        return [piece for piece in self.pieces if piece[0] != "out"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many notes stay exactly where they are, moved, found their words changed, or lost their place.

    `returned` counts those that had lost theirs with an earlier change and have one again. Of the
    `changed` and the `lost` so many are quoted as a person can read; equal passages stand together. So
    many of them are `private`, and only counted.
    """

    exact: int = 0
    moved: int = 0
    changed: int = 0
    lost: int = 0
    returned: int = 0
    rewordings: tuple[Passage, ...] = ()
    losses: tuple[Passage, ...] = ()
    private: int = 0

    @property
    def total(self) -> int:
        """All notes that stood somewhere in the text."""
        return self.exact + self.moved + self.changed + self.lost

    @property
    def unquoted(self) -> int:
        """How many of the changed and lost that everybody may see are only counted."""
        quoted = sum(passage.notes for passage in (*self.rewordings, *self.losses))
        return self.changed + self.lost - self.private - quoted

    @property
    def heading(self) -> str:
        """How many notes it is about, in words; empty where there are none."""
        if not (self.total or self.returned):
            return ""
        words = ngettext("%(counter)s note in the text:", "%(counter)s notes in the text:", self.total)
        return words % {"counter": self.total}

    @property
    def counted(self) -> list[tuple[str, str]]:
        """What became of how many, in words, each under the name of its field."""
        words = {
            "exact": _("%(number)s unchanged"),
            "moved": _("%(number)s moved with the text"),
            "changed": _("%(number)s with changed words"),
            "lost": _("%(number)s no longer placed"),
            "returned": _("%(number)s placed again"),
        }
        counts = {name: getattr(self, name) for name in words}
        return [
            (name, words[name] % {"number": count})
            for name, count in counts.items()
            if count or name == "exact"
        ]

    @property
    def summary(self) -> str:
        """All of it in one sentence; empty where there are no notes."""
        said = ", ".join(words for _name, words in self.counted)
        return f"{self.heading} {said}." if self.heading else ""

    def as_json(self) -> dict[str, Any]:
        """The receipt as JSON can hold it; `receipt_from` gives the same receipt back."""
        return asdict(self)


def receipt_from(data: dict[str, Any]) -> Receipt:
    """The receipt that `as_json` gave."""
    quoted = {name: tuple(Passage(**passage) for passage in data[name]) for name in ("rewordings", "losses")}
    return Receipt(**data | quoted)


def beginning(words: str) -> str:
    """As much of words that are gone as it takes to know them again."""
    return Truncator(words).chars(BEGINNING)


def together(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Equal passages as one with the number of its notes; no more than can be quoted."""
    counts: dict[tuple[str, str, int, str], int] = {}
    for passage in passages:
        name = (passage.before, passage.after, passage.turn, passage.speaker)
        counts[name] = counts.get(name, 0) + passage.notes
    return tuple(Passage(*name, notes=notes) for name, notes in list(counts.items())[:QUOTED])
