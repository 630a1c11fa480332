"""One block's HTML, from the template of its kind.

Of a long interview's thousands of turns, those of one speaker differ in little beside their words.
The template is rendered once for all turns of one shape, with gaps for what differs.
"""

import re
from collections.abc import Sequence
from copy import copy

from django.template.loader import get_template
from django.utils.safestring import SafeString

from reader.layers import Overlay
from reader.models import Block, Interview, Kind
from reader.rendering import join_safe, render_text
from reader.text import spans_from_json

# A question of at most so many words is set in bold.
BRIEF = 40
# A turn of at most so many characters is less high than its name with all buttons.
SHORT = 130
# The kinds whose templates show nothing of the block but key, number, speaker, text and notes.
ALIKE = (Kind.TURN, Kind.PARA)
GAP = re.compile("\0([a-z]+)\0")


class BlockWriter:
    """Writes blocks of one interview in the language that is active."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self._shapes: dict[tuple[object, ...], list[str]] = {}

    def write(self, block: Block, overlays: Sequence[Overlay]) -> SafeString:
        """The block with what its layers add."""
        marks = [mark for overlay in overlays for mark in overlay.marks]
        html = render_text(block.text, spans_from_json(block.spans, block.text), marks)
        notes = join_safe(overlay.notes for overlay in overlays)
        count = sum(overlay.count for overlay in overlays)
        size = _size(block)
        if block.kind not in ALIKE:
            return self._render(block, html=html, notes=notes, count=count, size=size)
        name = (block.kind, block.speaker_id, block.continued, size, count)
        shape = self._shapes.get(name) or self._shapes.setdefault(name, self._shape(block, size, count))
        filled = shape.copy()
        fillings = {"key": block.key, "number": str(block.number), "html": html, "notes": notes}
        filled[1::2] = [fillings[gap] for gap in shape[1::2]]
        return join_safe(filled)

    def _shape(self, block: Block, size: str, count: int) -> list[str]:
        """Pieces of HTML and, at every second place, the name of what fills the gap."""
        pattern = copy(block)
        pattern.key = _gap("key")
        if block.number is not None:
            pattern.number = _gap("number")
        html = self._render(pattern, html=_gap("html"), notes=_gap("notes"), count=count, size=size)
        return GAP.split(html)

    def _render(self, block: Block, **context: object) -> SafeString:
        template = get_template(f"reader/blocks/{block.kind}.html")
        return SafeString(template.render({"interview": self.interview, "block": block, **context}).strip())


def _size(block: Block) -> str:
    """Class names for what is short: a turn of a line or two, a question in a few words."""
    if block.number is None or len(block.text.split()) > BRIEF:
        return ""
    return "brief short" if len(block.text) <= SHORT else "brief"


def _gap(name: str) -> SafeString:
    return SafeString(f"\0{name}\0")
