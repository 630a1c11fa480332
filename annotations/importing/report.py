"""What became of the notes of a file, for people."""

from dataclasses import dataclass, field

from django.utils.text import Truncator

from annotations.importers import Incoming
from annotations.models import Annotation
from annotations.permalinks import permalink
from reader.models import Interview

# So many of one kind are listed.
LISTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One note: its words, and where it is now or why it is not."""

    words: str
    link: str = ""
    interview: Interview | None = None
    reason: str = ""


@dataclass(slots=True)
class Report:
    """`known` were there already; `left` were not taken in.

    What the `alone` answer is not here: they became comments.
    """

    placed: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    orphaned: list[Line] = field(default_factory=list)
    alone: list[Line] = field(default_factory=list)
    known: int = 0
    left: list[Line] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many notes there are now that were not there."""
        return sum(map(len, (self.placed, self.changed, self.orphaned, self.alone)))

    @property
    def listed(self) -> dict[str, list[Line]]:
        """The beginnings of the lists."""
        names = ("placed", "changed", "orphaned", "alone", "left")
        return {name: getattr(self, name)[:LISTED] for name in names}

    def took(self, note: Annotation, interview: Interview, *, alone: bool = False) -> None:
        """A note was taken in, `alone` if it is an answer to what is not here."""
        line = Line(_short(note.original or note.exact or note.body), permalink(note), interview)
        lists = {"changed": self.changed, "orphaned": self.orphaned}
        lists.get(note.state, self.alone if alone else self.placed).append(line)

    def left_out(self, note: Incoming, reason: str) -> None:
        """A note was not taken in."""
        self.left.append(Line(_short(note.gist), reason=reason))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(160)
