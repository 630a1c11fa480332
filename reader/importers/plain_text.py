"""Plain text: paragraphs between empty lines, and a title if the first line looks like one."""

import re

from reader.document import Document, Paragraph
from reader.importers.decoding import decode
from reader.importers.language import detect_language
from reader.importers.wrapping import unwrap, wrapped_at
from reader.text import clean

LONGEST_TITLE = 150
FEWEST_LINES = 6
LINES_A_CHUNK = 5
SENTENCE_END = tuple(".,;:。、；：…")
LABEL = re.compile(r"[^:：\n]{1,40}[:：]")


def read(data: bytes) -> Document:
    """The document in a plain text file. Raises ImportProblem where the bytes are no text."""
    text = clean(decode(data))
    width = wrapped_at(text)
    chunks = [unwrap(chunk, width) for chunk in _chunks(text)]
    if not width and _has_lines_for_paragraphs(chunks):
        chunks = [line for chunk in chunks for line in chunk.split("\n")]
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


def _has_lines_for_paragraphs(chunks: list[str]) -> bool:
    """Whether each line is a paragraph, because hardly an empty line comes between them."""
    lines = sum(chunk.count("\n") + 1 for chunk in chunks)
    return lines >= FEWEST_LINES and lines >= LINES_A_CHUNK * len(chunks)


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
