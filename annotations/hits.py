"""What a search found, marked in the text that a list shows of it."""

import re
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString

from reader.rendering import join_safe

# How much of a long text stands before the first hit.
LEAD = 80


def mark_hits(html: SafeString, words: Sequence[str]) -> SafeString:
    """The HTML with each of these words in `<mark>`, wherever it stands in the text, whatever its case."""
    if not words:
        return html
    # The longest first: of "model" and "models" the one that covers more is marked.
    spelled = "|".join(re.escape(escape(word)) for word in sorted(words, key=len, reverse=True))
    # Tags and references are passed over whole, so that no word is found inside of them.
    pieces = re.compile(rf"({spelled})|<[^>]*>|&#?\w+;", re.IGNORECASE)
    return join_safe([pieces.sub(lambda found: f"<mark>{found[0]}</mark>" if found[1] else found[0], html)])


def mark_text(text: str, words: Sequence[str], longest: int) -> SafeString:
    """At most so many characters of a plain text as HTML, the hits marked; of a long one where they are."""
    return mark_hits(join_safe([escape(excerpt(text, words, longest))]), words)


def excerpt(text: str, words: Sequence[str], longest: int) -> str:
    """At most so many characters: the beginning, or from just before the first hit if that is not in it."""
    if len(text) <= longest:
        return text
    places = [place for word in words if (place := text.lower().find(word.lower())) >= 0]
    start = min(places, default=0)
    if start + LEAD <= longest:
        return text[: longest - 1].rstrip() + "…"
    start -= LEAD
    end = start + longest - 2
    return f"…{text[start:end].strip()}{'…' if end < len(text) else ''}"
