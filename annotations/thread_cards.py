"""Threads' HTML: cards, from the template of a thread."""

from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.models import State
from annotations.patterns import Pattern, fillings_of, is_alike, shape_of, with_gaps
from annotations.threads import Thread
from reader.models import Interview
from reader.patterns import Shapes, gap
from reader.rendering import join_safe

_shapes = Shapes(500)


class _PatternThread(Thread):
    """A thread that begins with a pattern, with gaps for its replies."""

    __slots__ = ()

    @property
    def shown(self) -> SafeString:
        return gap("shown")

    @property
    def folded(self) -> SafeString:
        return gap("folded")


def render_threads(
    group: Iterable[Thread],
    interview: Interview,
    *,
    may_decide: bool = False,
    whose: str = "",
    meanings: Mapping[str, str] = MappingProxyType({}),
) -> SafeString:
    """The cards of these threads, one after the other; with what decides on suggestions, or without.

    `whose` names the group whose notes the reader wants to see, if there is one; `meanings` says, by colour,
    what they mark in it.
    """
    context = {"interview": interview, "may_decide": may_decide, "whose": whose, "meanings": meanings}
    return join_safe(_render(thread, context) for thread in group)


def _render(thread: Thread, context: Mapping[str, Any]) -> str:
    if not _is_plain(thread):
        return _template(thread, context)
    root, meanings = thread.first, context["meanings"]
    groups = tuple(thread.groups)
    seen = (groups, thread.takes_part, context["whose"] in groups, thread.fold, thread.opened)
    name = (shape_of(root), seen, tuple(meanings.items()) if root.mine else ())
    fillings = {**fillings_of(root), "shown": thread.shown, "folded": thread.folded}
    return _shapes.fill(name, partial(_pattern, thread, context), fillings)


def _is_plain(thread: Thread) -> bool:
    """Whether nothing but its notes makes a difference in its card."""
    root = thread.root
    special = root.is_suggestion or root.state == State.CHANGED or thread.resolution is not None
    return not special and not thread.rest and is_alike(thread.first)


def _pattern(thread: Thread, context: Mapping[str, Any]) -> str:
    first = Pattern.of(thread.first)
    others = (thread.position, thread.until, thread.asked, thread.opened)
    shaped = _PatternThread(first.annotation, [first, *thread.notes[1:]], *others)
    return with_gaps(_template(shaped, context))


def _template(thread: Thread, context: Mapping[str, Any]) -> str:
    meaning = thread.meaning(context["meanings"])
    return get_template("annotations/thread.html").render({"thread": thread, "meaning": meaning, **context})
