"""From a PDF's lines to paragraphs: joined, hyphens at line ends undone, headings told by their size."""

import re
from collections.abc import Iterator, Sequence

from reader.document import Paragraph
from reader.importers.pdf_layout import HYPHENS, Layout, layout_of
from reader.importers.pdf_lines import Line, Page, Piece
from reader.importers.writing import UNSPACED, Writing

WORD = re.compile(r"\w+(?:-\w+)*")
LAST_PART = re.compile(r"\w+(?=[-\u2010\u00ad]\Z)")
FIRST_PART = re.compile(r"\w+")
# "Vor- und Nachteile": a hyphen before these stands for a word.
AND = {"and", "or", "und", "oder", "bzw", "sowie", "et", "ou", "en", "of", "og", "och", "in", "ali"}
# Of the text's size; shorter than this many characters.
HEADING = 1.15
LONGEST_HEADING = 200


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs on the pages, in order."""
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return []
    layout = layout_of(pages)
    words = {word.casefold() for line in lines for word in WORD.findall(line.text)}
    levels = _levels(lines, layout)
    paragraphs = (_paragraph(group, words, levels) for group in _groups(lines, layout))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _groups(lines: Sequence[Line], layout: Layout) -> Iterator[list[Line]]:
    group = [lines[0]]
    for line in lines[1:]:
        if layout.begins_paragraph(group[-1], line):
            yield group
            group = []
        group.append(line)
    yield group


def _levels(lines: Sequence[Line], layout: Layout) -> dict[float, int]:
    """The headings' levels by their size, the largest first."""
    sizes = {round(line.size) for line in lines if line.size >= HEADING * layout.size}
    return {size: min(level, 6) for level, size in enumerate(sorted(sizes, reverse=True), 1)}


def _paragraph(lines: Sequence[Line], words: set[str], levels: dict[float, int]) -> Paragraph:
    length = sum(len(line.text) for line in lines)
    heading = levels.get(round(lines[0].size), 0) if length <= LONGEST_HEADING else 0
    writing = Writing()
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        for piece in _pieces(line, after, words):
            meaning: dict[str, str | None] = {}
            # A heading is bold anyway; that says nothing about its words.
            if piece.bold and not heading:
                meaning["strong"] = None
            if piece.italic and not heading:
                meaning["emphasis"] = None
            writing.write(piece.text, meaning)
    text, spans = writing.finish()
    return Paragraph(text, spans, heading=heading)


def _pieces(line: Line, after: Line | None, words: set[str]) -> list[Piece]:
    """The line's pieces with what comes between it and the line after it."""
    if after is None:
        return line.pieces
    last = line.pieces[-1]
    text = last.text
    part = LAST_PART.search(line.text)
    if part and line.text.endswith(HYPHENS):
        kept, blank = _hyphen(line.text, part[0], after.text, words)
        text = (text if kept else text[:-1]) + (" " if blank else "")
    elif not (UNSPACED.match(line.text[-1]) and UNSPACED.match(after.text[0])):
        text += " "
    return [*line.pieces[:-1], Piece(text, last.bold, last.italic)]


def _hyphen(text: str, part: str, after: str, words: set[str]) -> tuple[bool, bool]:
    """Whether the hyphen at the line's end is kept, and whether a blank follows it."""
    next_part = FIRST_PART.match(after)
    if text.endswith("\u00ad"):
        return False, False
    if next_part is None:
        return True, not after[0].isalnum()
    first = next_part[0]
    if first.casefold() in AND:
        return True, True
    whole, hyphenated = f"{part}{first}".casefold(), f"{part}-{first}".casefold()
    if whole in words and hyphenated not in words:
        return False, False
    # "Baden-Württemberg", "COVID-19", and what is written so elsewhere.
    return hyphenated in words or not first[0].islower(), False
