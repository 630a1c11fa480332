"""How a passage is named so that it can be found: by its position and by its words.

TextPositionSelector and TextQuoteSelector as in the W3C Web Annotation Data Model, sections 4.2.4
and 4.2.5. All offsets are code points, end exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# How much of the text before and after goes along.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A half-open range [start, end) of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A passage by its words, and by what stands right before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def find_in(self, text: str, near: int = 0) -> TextPositionSelector | None:
        """The place of these very words in `text`, or None.

        Of several places the one whose surroundings agree most wins, then the one nearest to `near`.
        """
        places = _places(self.exact, text)
        if not places:
            return None
        best = max(places, key=lambda start: (self._agreement(text, start), -abs(start - near)))
        return TextPositionSelector(best, best + len(self.exact))

    def _agreement(self, text: str, start: int) -> int:
        """How many characters around this place are the same as in the selector."""
        end = start + len(self.exact)
        before = _common(reversed(self.prefix), reversed(text[max(0, start - len(self.prefix)) : start]))
        return before + _common(self.suffix, text[end : end + len(self.suffix)])


def _places(exact: str, text: str) -> list[int]:
    places = []
    start = text.find(exact) if exact else -1
    while start >= 0:
        places.append(start)
        start = text.find(exact, start + 1)
    return places


def _common(wanted: Iterable[str], found: Iterable[str]) -> int:
    """How many characters are the same, from the first on."""
    count = 0
    for one, other in zip(wanted, found, strict=False):
        if one != other:
            break
        count += 1
    return count


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """The text right before and after [start, end), as prefix and suffix of a quote."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
