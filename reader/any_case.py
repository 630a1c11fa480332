"""Conditions that know upper and lower case in every script: SQLite's own know that of ASCII letters only."""

from functools import reduce
from operator import or_

from django.db.models import Q


def any_case(field: str, text: str, lookup: str = "icontains") -> Q:
    """Whether the field holds the text, or as the lookup says begins with it or is it, whatever the case."""
    spellings = {text} if text.isascii() else {text, text.lower(), text.upper(), text.capitalize()}
    return reduce(or_, (Q(**{f"{field}__{lookup}": spelling}) for spelling in spellings))
