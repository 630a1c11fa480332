"""Text and the spans over it: cleaning, cutting and joining that keep every offset right.

All offsets are Unicode code points, end exclusive.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from rapidfuzz.distance import Levenshtein

KINDS = frozenset({"link", "emphasis", "strong", "code"})
FIELDS = frozenset({"start", "end", "kind", "href"})
# What a reader may be sent to. Nothing else, whatever a browser would make of it.
SAFE_HREF = re.compile(r"(?:https?://[^\s\x00-\x1f\x7f/?#]|mailto:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
# Two texts of this length are compared in a few milliseconds and megabytes.
LONGEST_EDIT = 10_000
# Of a page or a recording, in code points.
LONGEST_ADDRESS = 2000
# The columns of both databases that hold offsets take no more; no text is that long.
LARGEST_OFFSET = 2**31 - 1
SURROGATE = re.compile(r"[\ud800-\udfff]")
# What XML can't hold, however it is written (XML 1.0, production 2).
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Span:
    """What a half-open range of code points of one block's text means."""

    start: int
    end: int
    kind: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Edit:
    """text[start:end] becomes `new`."""

    start: int
    end: int
    new: str


def clean(text: str) -> str:
    r"""The text as it is kept: lines end in \n, without control characters and blanks before a line's end.

    Lone surrogates become U+FFFD. Nothing is case-folded or normalised. Cleaning twice changes nothing.
    """
    return clean_with_spans(text, ())[0]


def clean_line(text: str) -> str:
    """The text as it is kept where it has but one line, as names and titles do: blanks in a row are one."""
    return " ".join(clean(text).split())


def clean_with_spans(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """The cleaned text and the spans over the same words in it; spans over nothing are gone."""
    spans = list(spans)
    # Each step may make work for the next: "a \0\r\n" shows its blank once the control character is gone.
    for edits_of in (_control_characters, _line_ends, _trailing_blanks):
        edits = edits_of(text)
        if edits:
            spans = _shift(spans, edits)
            text = _apply(text, edits)
    return text, spans


def _control_characters(text: str) -> list[_Edit]:
    edits = [_Edit(m.start(), m.end(), "") for m in CONTROL.finditer(text)]
    edits += [_Edit(m.start(), m.end(), "\ufffd") for m in SURROGATE.finditer(text)]
    return sorted(edits, key=lambda edit: edit.start)


def _line_ends(text: str) -> list[_Edit]:
    return [_Edit(m.start(), m.end(), "\n") for m in LINE_END.finditer(text)]


def _trailing_blanks(text: str) -> list[_Edit]:
    """Line by line: a regular expression would be quadratic in a long run of blanks."""
    edits, start = [], 0
    for line in text.split("\n"):
        kept = len(line.rstrip())
        if kept < len(line):
            edits.append(_Edit(start + kept, start + len(line), ""))
        start += len(line) + 1
    return edits


def _apply(text: str, edits: Sequence[_Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _shift(spans: Iterable[Span], edits: Sequence[_Edit]) -> list[Span]:
    starts = [edit.start for edit in edits]
    grown = list(accumulate((len(edit.new) - (edit.end - edit.start) for edit in edits), initial=0))

    def moved(offset: int, before: int) -> int:
        if before and offset < edits[before - 1].end:
            # Inside an edit: never further right than what replaced it.
            edit = edits[before - 1]
            return edit.start + grown[before - 1] + min(offset - edit.start, len(edit.new))
        return offset + grown[before]

    def shifted(span: Span) -> Span:
        # What is put in right before or behind a span does not belong to it.
        start = moved(span.start, bisect_right(starts, span.start))
        return replace(span, start=start, end=moved(span.end, bisect_left(starts, span.end)))

    return [span for span in map(shifted, spans) if span.start < span.end]


def edited(text: str, spans: Iterable[Span], new: str) -> list[Span]:
    """The spans over the same words where `text` was changed to `new`; spans over nothing are gone.

    What a rewriting of more than `LONGEST_EDIT` characters changes is taken as one piece.
    """
    start = next((n for n, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), None)
    if start is None:
        start = min(len(text), len(new))
    same = zip(reversed(text[start:]), reversed(new[start:]), strict=False)
    tail = next((n for n, (a, b) in enumerate(same) if a != b), None)
    if tail is None:
        tail = min(len(text), len(new)) - start
    old_middle, new_middle = text[start : len(text) - tail], new[start : len(new) - tail]
    if len(old_middle) + len(new_middle) > LONGEST_EDIT:
        return _shift(spans, [_Edit(start, start + len(old_middle), new_middle)])
    edits = [
        _Edit(start + op.src_start, start + op.src_end, new_middle[op.dest_start : op.dest_end])
        for op in Levenshtein.opcodes(old_middle, new_middle)
        if op.tag != "equal"
    ]
    return _shift(spans, edits)


def _cut_spans(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The parts of the spans inside text[start:end], counted from `start`."""
    spans = list(spans)
    if not spans:
        return []
    cut = (replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start) for s in spans)
    return [span for span in cut if span.start < span.end]


def cut(text: str, spans: Iterable[Span], start: int, end: int) -> tuple[str, list[Span]]:
    """text[start:end] without blanks at its ends, and the spans over it."""
    piece = text[start:end]
    end = start + len(piece.rstrip())
    start = min(end, start + len(piece) - len(piece.lstrip()))
    return text[start:end], _cut_spans(spans, start, end)


def join(pieces: Iterable[tuple[str, Iterable[Span]]], between: str) -> tuple[str, list[Span]]:
    """The pieces' texts with `between` in between, and all their spans over the whole."""
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for text, over in pieces:
        spans += [replace(span, start=span.start + at, end=span.end + at) for span in over]
        texts.append(text)
        at += len(text) + len(between)
    return between.join(texts), spans


def is_visible(text: str) -> bool:
    """Whether there is anything to see: more than blanks, marks of direction and joiners."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def is_safe_href(href: str) -> bool:
    """Whether a link may lead there: an absolute http, https or mailto address."""
    return SAFE_HREF.fullmatch(href) is not None


def is_kept_address(address: str) -> bool:
    """Whether a page's or a recording's address can be kept: one that is safe and not too long."""
    return len(address) <= LONGEST_ADDRESS and is_safe_href(address)


def spans_to_json(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """The spans as they are kept: `{"start", "end", "kind"}`, and `"href"` for links."""
    return [
        {"start": s.start, "end": s.end, "kind": s.kind} | ({"href": s.href} if s.href is not None else {})
        for s in spans
    ]


def spans_from_json(data: object, text: str) -> list[Span]:
    """The spans over `text` that `data` (what `spans_to_json` gives) holds.

    Raises ValueError, saying which entry and why, for anything that is no span over this text.
    """
    if not isinstance(data, list):
        raise ValueError("Spans must be a list.")
    return [_span(entry, number, len(text)) for number, entry in enumerate(data)]


def _span(entry: object, number: int, length: int) -> Span:
    if not isinstance(entry, dict) or not {"start", "end", "kind"} <= entry.keys() <= FIELDS:
        raise ValueError(f"Span {number} must have start, end, kind and, if it is a link, href.")
    span = Span(entry["start"], entry["end"], entry["kind"], entry.get("href"))
    if type(span.start) is not int or type(span.end) is not int:
        raise ValueError(f"Span {number}: start and end must be whole numbers.")
    if not 0 <= span.start < span.end <= length:
        raise ValueError(
            f"Span {number} ({span.start} to {span.end}) is not within the text (0 to {length})."
        )
    if not isinstance(span.kind, str) or span.kind not in KINDS:
        raise ValueError(f"Span {number}: the kind {span.kind!r} is not known.")
    _check_href(span, number)
    return span


def _check_href(span: Span, number: int) -> None:
    if span.kind != "link":
        if span.href is not None:
            raise ValueError(f"Span {number}: only a link has an href.")
    elif not isinstance(span.href, str) or not is_safe_href(span.href):
        raise ValueError(f"Span {number}: a link needs an http, https or mailto address.")
