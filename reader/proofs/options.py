"""The options of the editor's lists as HTML: written once, and picked in for each of many lists.

A page has a list beside each paragraph, each with all the people in it: a template that loops over
them takes seconds for a hundred people.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from reader.rendering import join_safe

type Groups = Iterable[tuple[str, Iterable[tuple[str, str]]]]


def grouped(groups: Groups) -> SafeString:
    """Groups of options, each option as its value and its label; none is selected."""
    return join_safe(
        f'<optgroup label="{escape(group)}">{options(some)}</optgroup>' for group, some in groups
    )


def options(some: Iterable[tuple[str, str]]) -> SafeString:
    """Options as their values and labels."""
    return join_safe(f"{_opening(value)}{escape(label)}</option>" for value, label in some)


def selected(html: SafeString, value: str) -> SafeString:
    """The options with the one of this value selected."""
    opening = _opening(value)
    before, found, after = html.partition(opening)
    return join_safe((before, f"{opening[:-1]} selected>" if found else "", after))


def without(html: SafeString, value: str, label: str) -> SafeString:
    """The options but for this one."""
    before, _found, after = html.partition(f"{_opening(value)}{escape(label)}</option>")
    return join_safe((before, after))


def _opening(value: str) -> str:
    return f'<option value="{escape(value)}">'
