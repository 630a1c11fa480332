"""Plain values between the stages of an import: what an importer read, and what is to be kept of it.

`importers.read` gives a Document, `turns.segment` makes a Draft of it, `importing.save` keeps that.
No database here. Offsets in spans are code points, end exclusive; times are milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from reader.text import Span


class Kind(StrEnum):
    """What a block is."""

    TURN = "turn"
    LEAD = "lead"
    PARA = "para"
    HEADING = "heading"
    ASIDE = "aside"
    NOTE = "note"
    MEDIA = "media"
    CREDIT = "credit"


@dataclass(slots=True)
class Paragraph:
    r"""A paragraph as the source has it; a \n inside is a line break.

    `hints` are names from the source that may say what it is: classes, tags and styles of the
    paragraph and what it stands in. `kind` and `speaker` are given only where the format itself
    says so (a figure is media, a voice tag names a speaker).
    """

    text: str
    spans: Sequence[Span] = ()
    heading: int = 0
    list_item: bool = False
    hints: frozenset[str] = frozenset()
    kind: Kind | None = None
    boilerplate: bool = False
    speaker: str | None = None
    begins: int | None = None
    ends: int | None = None
    url: str | None = None

    @property
    def lead_in(self) -> int:
        """Where the bold print that opens the paragraph ends; 0 if it does not begin in bold."""
        end = 0
        for span in sorted(self.spans, key=lambda span: span.start):
            if span.kind == "strong" and not self.text[end : span.start].strip():
                end = max(end, span.end)
        return end

    @property
    def links(self) -> list[Span]:
        """The links in it."""
        return [span for span in self.spans if span.kind == "link"]


@dataclass(slots=True, kw_only=True)
class Head:
    """What a text says about itself; empty where it does not."""

    title: str | None = None
    language: str = ""
    source_url: str = ""
    site_name: str = ""
    published: date | None = None
    author: str = ""
    media_url: str = ""

    @property
    def head(self) -> dict[str, Any]:
        """All of it, by name."""
        return {one.name: getattr(self, one.name) for one in fields(Head)}


@dataclass(slots=True)
class Document(Head):
    """A source as an importer read it: paragraphs in order, and what it says about itself."""

    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class DraftSpeaker:
    """Who speaks. The role is "interviewer", "guest", or empty where nobody can tell."""

    name: str
    role: str = ""


@dataclass(slots=True)
class DraftBlock:
    """A block to be. Only turns have a speaker.

    `continued` turns go on after something that is no speech. `boilerplate` was found in the source
    (an ad label, an empty heading, a comment form) and is not to be shown to readers. `key` names
    the block within its interview; empty until it is kept or corrected.
    """

    kind: str
    text: str
    speaker: str | None = None
    spans: list[Span] = field(default_factory=list)
    continued: bool = False
    begins: int | None = None
    ends: int | None = None
    url: str | None = None
    boilerplate: bool = False
    key: str = ""


@dataclass(slots=True)
class Draft(Head):
    """An interview to be: what `importing.save` keeps."""

    speakers: list[DraftSpeaker] = field(default_factory=list)
    blocks: list[DraftBlock] = field(default_factory=list)

    @property
    def kept(self) -> list[DraftBlock]:
        """The blocks that readers are to see."""
        return [block for block in self.blocks if block.text.strip() and not block.boilerplate]
