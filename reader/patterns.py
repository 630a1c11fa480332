"""HTML of which a page has much in few shapes.

Of thousands of turns or comments most differ in little beside their words. A template is rendered once for
each shape, with gaps for what differs; the shapes are kept in this process's memory.
"""

import re
from collections.abc import Callable, Hashable, Mapping

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reader.kept import Few
from reader.rendering import join_safe

# Text can not hold it: importers and forms leave out or refuse control characters.
GAP = re.compile("\0([a-z]+)\0")


def gap(name: str) -> SafeString:
    """What a pattern has in the place of the filling with this name (lower case letters)."""
    return SafeString(f"\0{name}\0")


class Shapes:
    """No more than `limit` shapes of what one template draws, in each language."""

    def __init__(self, limit: int) -> None:
        self._kept: Few[Hashable, list[str]] = Few(limit)

    def fill(self, name: Hashable, draw: Callable[[], str], fillings: Mapping[str, str]) -> SafeString:
        """The shape with its gaps filled with this HTML.

        `name` must tell apart whatever makes a difference outside of the gaps, but for the language that is
        active; `draw` renders the template with a gap for each filling, if the shape is not yet known.
        """
        key = (get_language(), name)
        shape = self._kept.get(key)
        if shape is None:
            shape = self._kept.keep(key, GAP.split(draw()))
        filled = shape.copy()
        filled[1::2] = [fillings[gap] for gap in shape[1::2]]
        return join_safe(filled)
