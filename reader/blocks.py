"""One block's HTML, from the template of its kind."""

from collections.abc import Sequence
from copy import copy
from functools import partial

from django.template.loader import get_template
from django.utils.safestring import SafeString

from reader.layers import Overlay
from reader.models import Block, Interview, Kind, Speaker
from reader.patterns import Shapes, gap
from reader.rendering import join_safe, render_text
from reader.text import spans_from_json

# A question of at most so many words is set in bold.
BRIEF = 40
# A turn of at most so many characters is less high than its name with all buttons.
SHORT = 130
# The kinds whose templates show nothing of the block but key, number, speaker, text and notes.
ALIKE = (Kind.TURN, Kind.PARA)
_shapes = Shapes(500)


class BlockWriter:
    """Writes blocks of one interview in the language that is active."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview

    def write(self, block: Block, overlays: Sequence[Overlay]) -> SafeString:
        """The block with what its layers add."""
        marks = [mark for overlay in overlays for mark in overlay.marks]
        html = render_text(block.text, spans_from_json(block.spans, block.text), marks)
        notes = join_safe(overlay.notes for overlay in overlays)
        count = sum(overlay.count for overlay in overlays)
        size = _size(block)
        if block.kind not in ALIKE:
            return self._render(block, html=html, notes=notes, count=count, size=size)
        around = (self.interview.slug, self.interview.language, _looks(block.speaker))
        name = (around, block.kind, block.number is None, block.continued, size, count)
        fillings = {"key": block.key, "number": str(block.number), "html": html, "notes": notes}
        return _shapes.fill(name, partial(self._pattern, block, size, count), fillings)

    def _pattern(self, block: Block, size: str, count: int) -> str:
        pattern = copy(block)
        pattern.key = gap("key")
        if block.number is not None:
            pattern.number = gap("number")
        return self._render(pattern, html=gap("html"), notes=gap("notes"), count=count, size=size)

    def _render(self, block: Block, **context: object) -> SafeString:
        template = get_template(f"reader/blocks/{block.kind}.html")
        return SafeString(template.render({"interview": self.interview, "block": block, **context}).strip())


def _looks(speaker: Speaker | None) -> tuple[object, ...]:
    """What a block shows of who speaks in it."""
    return (speaker.name, speaker.role, speaker.position) if speaker is not None else ()


def _size(block: Block) -> str:
    """Class names for what is short: a turn of a line or two, a question in a few words."""
    if block.number is None or len(block.text.split()) > BRIEF:
        return ""
    return "brief short" if len(block.text) <= SHORT else "brief"
