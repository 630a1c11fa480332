"""Replies' HTML, from the template of a reply.

Of a long thread's thousands of replies most differ in little beside who wrote what and when. The template
is rendered once for all of one shape, with gaps for what differs (as reader/blocks.py does with turns).
"""

import re
from collections.abc import Iterable
from copy import copy
from html import escape
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.models import Annotation
from annotations.notes import Note
from reader.rendering import join_safe

# What fills the gaps, or shows nowhere. Whatever else an annotation has, now or later, makes its shape.
FILLED = {"id", "uid", "creator", "guest", "body", "created", "modified", "reply_to", "root", "origin"}
_shape_of = attrgetter(*(f.attname for f in Annotation._meta.concrete_fields if f.name not in FILLED))
# The template asks for addresses, in which a gap could not stand.
PATTERN = UUID("b21a1f3c-6a4e-7c55-9d07-0e6d5c8f4a39")
GAP = re.compile("\0([a-z]+)\0")


class _Pattern(Note):
    """A note with gaps for its words and time."""

    @property
    def html(self) -> SafeString:
        return SafeString(_gap("html"))

    @property
    def moment(self) -> str:
        return _gap("moment")

    @property
    def day(self) -> str:
        return _gap("day")


def render_replies(notes: Iterable[Note]) -> SafeString:
    """These replies, one after the other, in the language that is active."""
    shapes: dict[tuple[Any, ...], list[str]] = {}
    return join_safe(_render(note, shapes) for note in notes)


def _render(note: Note, shapes: dict[tuple[Any, ...], list[str]]) -> str:
    a = note.annotation
    if any(getattr(a, "_prefetched_objects_cache", {}).values()):
        # It has rows of its own, of which a pattern knows nothing.
        return _template(note)
    reacted = tuple(sorted(note.reacted)) if note.reacted else ()
    tags = getattr(a, "tag_names", None)
    name = (repr(_shape_of(a)), tags, note.depth, note.mine, bool(a.body), reacted, a.modified == a.created)
    shape = shapes.get(name)
    if shape is None:
        shape = shapes[name] = _shape(note)
    filled = shape.copy()
    fillings = {
        "uid": str(a.uid),
        "ref": a.ref,
        "author": escape(a.author),
        "moment": note.moment,
        "day": escape(note.day),
        "html": note.html,
    }
    filled[1::2] = [fillings[gap] for gap in shape[1::2]]
    return "".join(filled)


def _shape(note: Note) -> list[str]:
    """Pieces of HTML and, at every second place, the name of what fills the gap."""
    pattern = copy(note.annotation)
    pattern._state = copy(pattern._state)
    pattern._state.fields_cache = pattern._state.fields_cache.copy()
    pattern.uid = PATTERN
    pattern.creator, pattern.guest = User(username=_gap("author")), None
    html = _template(_Pattern(pattern, note.depth, note.mine, note.parent, note.reacted))
    return GAP.split(html.replace(str(PATTERN), _gap("uid")).replace(PATTERN.hex, _gap("ref")))


def _template(note: Note) -> str:
    return get_template("annotations/thread.html#reply").render({"note": note})


def _gap(name: str) -> str:
    return f"\0{name}\0"
