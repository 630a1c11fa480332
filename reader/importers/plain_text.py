"""Plain text: paragraphs between empty lines, and a title if the first line looks like one."""

import re
from itertools import pairwise

from reader.document import Document, Paragraph
from reader.importers.decoding import decode
from reader.importers.language import detect_language
from reader.text import clean

# Longer lines are not broken by hand, shorter ones are verse.
WRAPPED = range(50, 101)
LONGEST_TITLE = 150
SENTENCE_END = tuple(".,;:。、；：…")
LABEL = re.compile(r"[^:：\n]{1,40}[:：]")
# A line that begins like this is one of its own, however full the line above.
OWN_LINE = re.compile(r"[-–—*•]\s|\d+[.)]\s|[^\s:：]{1,30}(?: [^\s:：]{1,30}){0,4}\s?[:：]")


def read(data: bytes) -> Document:
    """The document in a plain text file. Raises ImportProblem where the bytes are no text."""
    text = clean(decode(data))
    width = _wrapped_at(text)
    chunks = [_unwrap(chunk, width) for chunk in _chunks(text)]
    title = _title(chunks)
    return Document(
        paragraphs=[Paragraph(chunk) for chunk in chunks[bool(title) :]],
        title=title,
        language=detect_language(text),
    )


def _chunks(text: str) -> list[str]:
    """The pieces between empty lines, each without blanks around it."""
    chunks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return ["\n".join(lines).strip() for lines in chunks if lines]


def _wrapped_at(text: str) -> int:
    """The width at which a program broke the lines of this text; 0 if it did not."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if width not in WRAPPED:
        return 0
    # Of the lines that another follows, most are nearly full.
    followed = [line for line, after in pairwise(lines) if line and after]
    full = sum(len(line) > 0.7 * width for line in followed)
    return width if len(followed) >= 4 and full > 0.7 * len(followed) else 0


def _unwrap(chunk: str, width: int) -> str:
    """Take back the line breaks where the next line's first word found no room."""
    if not width or "\n" not in chunk:
        return chunk
    lines = chunk.split("\n")
    out = [lines[0]]
    for before, line in pairwise(lines):
        had_no_room = len(before) + 1 + len(line.split()[0]) > width
        if had_no_room and not OWN_LINE.match(line):
            out.append(" " + line.strip())
        else:
            out.append("\n" + line)
    return "".join(out)


def _title(chunks: list[str]) -> str | None:
    """The first line, if it stands alone and does not read like a sentence or a turn."""
    if len(chunks) < 2:
        return None
    first = chunks[0]
    if "\n" in first or len(first) > LONGEST_TITLE or first.endswith(SENTENCE_END):
        return None
    # "Name: what is said" looks like "Subject: what it is about"; the other paragraphs tell them apart.
    label = LABEL.match(first)
    spoken = label and (LABEL.match(chunks[1]) or any(c.startswith(label[0]) for c in chunks[2:]))
    return None if spoken else first
