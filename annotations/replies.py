"""Replies' HTML, from the template of a reply."""

from collections.abc import Iterable
from functools import partial

from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.notes import Note
from annotations.patterns import Pattern, fillings_of, is_alike, shape_of, with_gaps
from reader.patterns import Shapes
from reader.rendering import join_safe

_shapes = Shapes(500)


def render_replies(notes: Iterable[Note]) -> SafeString:
    """These replies, one after the other, in the language that is active."""
    return join_safe(_render(note) for note in notes)


def _render(note: Note) -> str:
    if not is_alike(note):
        return _template(note)
    return _shapes.fill(shape_of(note), partial(_pattern, note), fillings_of(note))


def _pattern(note: Note) -> str:
    return with_gaps(_template(Pattern.of(note)))


def _template(note: Note) -> str:
    return get_template("annotations/thread.html#reply").render({"note": note})
