"""Directives at the end of a link, by which browsers bring a passage into view (WICG, Text Fragments)."""

import re
from collections.abc import Sequence

from reader.outline import LONGEST
from reader.sharing import in_directive

# In characters, with blanks: a longer passage is named by its first and its last words alone.
SHORT = 80
WORDS = 6
# So many words beside it tell it apart.
BESIDE = 3
# Of scripts without blanks so many characters.
CHARACTERS = 20


def text_directive(exact: str, before: str, after: str) -> str:
    """`:~:text=…` of an address (URL Fragment Text Directives, WICG). It matches whole words only.

    `before` and `after` are the block's text around: words that the passage cuts are completed from it, and
    some beside the passage are named, for browsers take the first place that fits, be it in the outline.
    Empty where that could have the same words: the passage is the block's beginning, which has an address.
    """
    begins = not before.strip()
    if exact[:1].isalnum():
        before, exact = _without_end(before, tail := _tail(before)), tail + exact
    if exact[-1:].isalnum():
        exact, after = exact + (head := _head(after)), after[len(head) :]
    exact = exact.strip()
    prefix = _last_words(before.rpartition("\n")[2], BESIDE)
    line = after.partition("\n")[0]
    if len(exact) <= SHORT and "\n" not in exact:
        suffix = _first_words(line, BESIDE, max(0, LONGEST - len(exact)) * begins)
        if begins and len(exact) + len(suffix) < LONGEST:
            return ""
        return _directive(prefix, [exact], suffix)
    lines = re.split(r"\n+", exact)
    start = _first_words(lines[0], WORDS, LONGEST * begins)
    if begins and len(lines[0]) <= LONGEST:
        return ""
    end = _last_words(lines[-1], WORDS)
    # Beginning and end stand apart in the text; few long words are named as they are.
    named = [exact] if len(lines) == 1 and len(start) + len(end) >= len(exact) else [start, end]
    return _directive(prefix, named, _first_words(line, BESIDE))


def _directive(prefix: str, named: Sequence[str], suffix: str) -> str:
    """Words beside the passage are left out where a script writes no blanks: they would end anywhere."""
    parts = [in_directive(words) for words in named]
    if 0 < len(prefix) <= SHORT:
        parts.insert(0, f"{in_directive(prefix)}-")
    if 0 < len(suffix) <= SHORT:
        parts.append(f"-{in_directive(suffix)}")
    return f":~:text={','.join(parts)}"


def _first_words(line: str, count: int, longer: int = 0) -> str:
    """So many words from the beginning: fewer if they are long, more to be longer than so many characters."""
    words = line.split()
    while count < len(words) and len(" ".join(words[:count])) <= longer:
        count += 1
    while count > 1 and len(" ".join(words[:count])) > SHORT + longer:
        count -= 1
    found = " ".join(words[:count])
    # Some scripts write no blanks.
    return found if len(found) <= SHORT + longer else found[: CHARACTERS + longer]


def _last_words(line: str, count: int) -> str:
    words = line.split()[-count:]
    while len(words) > 1 and len(" ".join(words)) > SHORT:
        words.pop(0)
    found = " ".join(words)
    return found if len(found) <= SHORT else found[-CHARACTERS:]


def _without_end(text: str, end: str) -> str:
    return text[: len(text) - len(end)]


def _tail(text: str) -> str:
    """The letters and digits at the end."""
    found = re.search(r"[^\W_]*\Z", text)
    return found[0] if found else ""


def _head(text: str) -> str:
    """The letters and digits at the beginning."""
    found = re.match(r"[^\W_]*", text)
    return found[0] if found else ""
