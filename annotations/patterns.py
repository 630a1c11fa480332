"""What notes have in common, and what fills the gaps: see `reader.patterns`."""

from collections.abc import Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from html import escape
from operator import attrgetter
from typing import Self
from uuid import UUID

from django.contrib.auth.models import User
from django.utils.safestring import SafeString

from annotations.models import Annotation
from annotations.notes import Note
from reader.patterns import gap

# What fills the gaps, shows nowhere, or is asked for through a property that `shape_of` names.
# Whatever else an annotation has, now or later, makes its shape.
FILLED = {
    "id", "uid", "interview", "creator", "guest", "group", "body", "created", "modified", "version",
    "reply_to", "root", "origin", "start_block", "start", "end_block", "end", "exact", "prefix", "suffix",
    "anchored_revision", "last_turn", "last_speaker", "last_offset",
}  # fmt: skip
_rest_of = attrgetter(*(f.attname for f in Annotation._meta.concrete_fields if f.name not in FILLED))
# The template asks for addresses, in which a gap could not stand.
UID = UUID("b21a1f3c-6a4e-7c55-9d07-0e6d5c8f4a39")


@dataclass(frozen=True, slots=True)
class Pattern(Note):
    """A note with gaps for who wrote it, its words and its time."""

    rewordable: bool = False

    @classmethod
    def of(cls, note: Note) -> Self:
        """The pattern of all notes that have this one's shape."""
        annotation = copy(note.annotation)
        annotation.uid = UID
        annotation.creator, annotation.guest = User(username=gap("author")), None
        return cls(annotation, note.depth, note.mine, note.parent, note.reacted, note.may_reword)

    @property
    def may_reword(self) -> bool:
        return self.rewordable

    @property
    def html(self) -> SafeString:
        return gap("html")

    @property
    def moment(self) -> str:
        return gap("moment")

    @property
    def day(self) -> str:
        return gap("day")


def is_alike(note: Note) -> bool:
    """Whether a pattern knows all that there is to it: not rows of its own that were loaded with it."""
    return not any(getattr(note.annotation, "_prefetched_objects_cache", {}).values())


def shape_of(note: Note) -> Hashable:
    """Tells apart whatever makes a difference outside of the gaps."""
    a = note.annotation
    reacted = tuple(sorted(note.reacted)) if note.reacted else ()
    tags = getattr(a, "tag_names", None)
    said = (bool(a.body), a.has_range, a.group is None, note.circle)
    return repr(_rest_of(a)), tags, said, note.depth, note.mine, note.may_reword, reacted


def with_gaps(html: str) -> str:
    """What was drawn of a pattern, with gaps for its address and name within the page too."""
    return html.replace(str(UID), gap("uid")).replace(UID.hex, gap("ref"))


def fillings_of(note: Note) -> Mapping[str, str]:
    """What fills the gaps of this note's pattern, as HTML."""
    a = note.annotation
    return {
        "uid": str(a.uid),
        "ref": a.ref,
        "author": escape(a.author),
        "moment": note.moment,
        "day": escape(note.day),
        "html": note.html,
    }
