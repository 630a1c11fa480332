"""What every format writes of a note: plain values, read from the database once for all of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from annotations.models import Motivation, State


@dataclass(frozen=True, slots=True)
class Source:
    """The interview that notes are about. `url` is its page here, `source_url` where it came from."""

    key: int
    uid: str
    url: str
    title: str
    language: str
    source_url: str = ""
    site_name: str = ""
    author: str = ""
    published: date | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a suggestion that was for the words `before`, when, and why if it was declined."""

    status: str
    when: datetime
    before: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """One note.

    Offsets are code points of the interview's canonical text (its blocks' texts joined by blank lines),
    end exclusive; None where the note has no place in it. `begins` is in milliseconds of the recording.
    `opening` are the words that stand for the block, where the note is about all of one.
    `reply_to` is the permalink of the note that it answers, `parent` that note's uid and `thread` its
    root's; what is said of a place is its thread's. `words` are those that a suggestion puts in the place
    of the quote (or `decided`, where it is not open any more, of those before), `reason` says why; `comment`
    has both.
    """

    uid: str
    link: str
    source: Source
    motivation: str
    created: datetime
    modified: datetime
    author: str
    visibility: str
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    opening: str = ""
    comment: str = ""
    words: str = ""
    reason: str = ""
    decided: Decided | None = None
    colour: str = ""
    tags: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    turn: int = 0
    turn_link: str = ""
    begins: int | None = None
    position: tuple[int, int] | None = None
    on_block: bool = False
    state: str = ""
    reply_to: str = ""
    parent: str = ""
    thread: str = ""
    mine: bool = True

    @property
    def ref(self) -> str:
        """The id without dashes: 32 hex digits."""
        return self.uid.replace("-", "")

    @property
    def time(self) -> str:
        """When in the recording it is said, as 0:12:05; empty where that is not known."""
        if self.begins is None:
            return ""
        minutes, seconds = divmod(self.begins // 1000, 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

    @property
    def place(self) -> str:
        """The turn by its number, or what else it is about, in words."""
        if self.turn:
            return _("Turn {number}").format(number=self.turn)
        if self.state == State.ORPHANED:
            return _("No longer placed")
        return _("Text outside of the turns") if self.turn_link else _("Whole interview")

    @property
    def written_by(self) -> str:
        """Who wrote the note, if it was not the reader who exports it."""
        return "" if self.mine else self.author

    @property
    def is_reply(self) -> bool:
        return self.motivation == Motivation.REPLYING

    @property
    def on_whole(self) -> bool:
        """Whether it is about the whole interview, and no answer."""
        return not (self.quote or self.turn_link or self.is_reply or self.state == State.ORPHANED)

    @property
    def who(self) -> str:
        """Who speaks in the passage."""
        return ", ".join(self.speakers)
