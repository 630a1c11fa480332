"""One paragraph as an importer writes it: pieces of text, and what each of them means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.text import Span, clean_with_spans, cut

# The kinds of spans over a piece of text, each with its address if it is a link.
Meaning = Mapping[str, str | None]
PLAIN: Meaning = {}
# Between these no blank is written.
UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Writing:
    """Collects the pieces of a paragraph; pieces side by side that mean the same become one span."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._spans: list[Span] = []

    def write(self, text: str, meaning: Meaning = PLAIN) -> None:
        """Add the text, all of which means this."""
        if not text:
            return
        start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        self._spans += [Span(start, self._length, kind, href) for kind, href in meaning.items()]

    def finish(self) -> tuple[str, list[Span]]:
        """The whole text, cleaned and without blanks around it, and the spans over it."""
        text, spans = clean_with_spans("".join(self._pieces), _merged(self._spans))
        return cut(text, spans, 0, len(text))


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    last: dict[tuple[str, str | None], int] = {}
    for span in spans:
        meaning = (span.kind, span.href)
        before = last.get(meaning)
        if before is not None and merged[before].end == span.start:
            merged[before] = replace(merged[before], end=span.end)
        else:
            last[meaning] = len(merged)
            merged.append(span)
    return sorted(merged, key=lambda span: (span.start, -span.end))
