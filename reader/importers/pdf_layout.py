"""How a PDF's text is set, and where by that a new paragraph begins."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.importers.pdf_lines import Line, Page

HYPHENS = ("-", "\u2010", "\u00ad")
COLONS = (":", "：")
SENTENCE_ENDS = tuple(".!?…:。！？؟:\"'”“»’)]")
# Of a line's height.
INDENT = 0.8
# Of the usual distance between two lines.
GAP = 1.35
# The usual one where no two lines follow each other, of a line's height.
USUAL_DISTANCE = 1.15
SAME_SIZE = 0.08
# Letters differ in width; a word surely had room if one of this many times its letters had.
WIDE = 1.3
# Between the left edges of two columns, in points; nearer ones are indents.
COLUMN = 100
FEWEST_IN_COLUMN = 0.15
# A name of at most five words.
LABEL = re.compile(r"(?P<name>[^\W\d_][^\s:：]{0,29}(?: [^\s:：]{1,30}){0,4})\s?[:：]")
FEWEST_LABELS = 3
# Of the page's width.
NARROW = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """Where most of a column's lines begin, and where the longest of them end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The letters' height in the text, the distance of its lines, its columns from left to right, and
    what opens several lines before a colon, as speakers' names do.
    """

    size: float
    distance: float
    columns: list[Column]
    labels: frozenset[str]

    def begins_paragraph(self, before: Line, line: Line) -> bool:
        """Whether the line begins a paragraph, and does not go on with the line before it."""
        if abs(line.size - before.size) > SAME_SIZE * before.size or _opens_with_label(before, line):
            return True
        if _label(line) in self.labels or _print_changes(before, line):
            return True
        gap = before.baseline - line.baseline
        follows = line.page == before.page and gap > 0
        # Elsewhere, headings say, lines stand further apart in proportion.
        usual = self.distance * max(1, line.size / self.size)
        if follows and gap > GAP * usual:
            return True
        if line.size > (1 + 2 * SAME_SIZE) * self.size:
            return not follows
        return self._is_indented(before, line) or self._had_room(before, line)

    def _column(self, line: Line) -> Column:
        reached = [column for column in self.columns if column.left <= line.left + COLUMN / 2]
        return reached[-1] if reached else self.columns[0]

    def _is_indented(self, before: Line, line: Line) -> bool:
        """Whether it stands further right than usual after one that does not, or further left."""
        left = self._column(line).left
        indent = INDENT * line.size
        if line.left < left - indent:
            return True
        return line.left > left + indent and before.left <= left + indent / 2

    def _had_room(self, before: Line, line: Line) -> bool:
        """Whether the line's first word would have had room on the line before."""
        if before.text.endswith(HYPHENS):
            return False
        if line.text[0].islower() and not before.text.endswith(SENTENCE_ENDS):
            return False
        letter = (before.right - before.left) / max(1, len(before.text))
        word = line.text.split(maxsplit=1)[0]
        return before.right + WIDE * letter * (len(word) + 1) < self._column(before).right


def layout_of(pages: Sequence[Page]) -> Layout:
    """How most of the lines on these pages are set; there must be some."""
    lines = [line for page in pages for line in page.lines]
    size = _commonest([round(line.size, 1) for line in lines for _word in line.text.split()])
    text = [line for line in lines if abs(line.size - size) <= SAME_SIZE * size]
    distances = [
        before.baseline - line.baseline
        for before, line in pairwise(lines)
        if before.page == line.page and 0 < before.baseline - line.baseline < 2.5 * size
    ]
    labels = Counter(map(_label, lines))
    return Layout(
        size=size,
        distance=median(distances) if distances else USUAL_DISTANCE * size,
        columns=_columns(text, max(page.width for page in pages)),
        labels=frozenset(label for label, count in labels.items() if label and count >= FEWEST_LABELS),
    )


def _columns(lines: Sequence[Line], width: float) -> list[Column]:
    """The columns: left edges that many lines share and that stand far from each other."""
    counts = Counter(round(line.left) for line in lines)
    edges: list[int] = []
    for left, count in counts.most_common():
        if count >= FEWEST_IN_COLUMN * len(lines) and all(abs(left - edge) > COLUMN for edge in edges):
            edges.append(left)
    edges.sort(key=float)
    edges = edges or [counts.most_common(1)[0][0]]
    borders = [edge - COLUMN / 2 for edge in edges[1:]]
    rights: list[list[float]] = [[] for _edge in edges]
    for line in lines:
        rights[bisect_right(borders, line.left)].append(line.right)
    columns = [Column(edge, _right(ends)) for edge, ends in zip(edges, rights, strict=True)]
    if len(columns) == 1 and columns[0].right < NARROW * width:
        # No line is full: the margins are most probably the same on both sides.
        return [Column(edges[0], width - edges[0])]
    return columns


def _right(ends: Sequence[float]) -> float:
    """Where the lines end at most; a few may stick out."""
    ends = sorted(ends)
    return ends[int(0.95 * (len(ends) - 1))] if ends else 0.0


def _commonest(values: Sequence[float]) -> float:
    return Counter(values).most_common(1)[0][0]


def _label(line: Line) -> str:
    """What stands before the colon at the line's beginning, if it looks like a name."""
    label = LABEL.match(line.text)
    return label["name"] if label and not label["name"][0].islower() else ""


def _print_changes(before: Line, line: Line) -> bool:
    """Whether one of them is bold from end to end, as questions are, and the other not at all."""
    bold = [[piece.bold for piece in each.pieces if piece.text.strip()] for each in (before, line)]
    if all(bold[0]) and not any(bold[1]):
        return True
    return not any(bold[0]) and all(bold[1]) and before.text.endswith(SENTENCE_ENDS)


def _opens_with_label(before: Line, line: Line) -> bool:
    """Whether it begins with a name in bold and a colon; not if a bold sentence just goes on."""
    lead_in = line.lead_in
    if not lead_in or before.pieces[-1].bold:
        return False
    after = line.text.lstrip()[len(lead_in.strip()) :].lstrip()
    return lead_in.rstrip().endswith(COLONS) or after.startswith(COLONS)
