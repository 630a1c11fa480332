"""What stands out at the beginning of a line, and may be a question that nobody is named to ask.

Whether it is one is decided over the whole document, in `reader.turns.questions`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reader.document import Paragraph
from reader.turns.labels import Label
from reader.turns.parts import is_boilerplate, part_of
from reader.turns.phrases import ADDRESS

ASKS = re.compile(r"[?？؟](?:[\s\"'”“»«’)\]]|$)|(?:…|\.\.\.)[\"'”“»«’)]{0,2}$")
ENDS_SENTENCE = re.compile(r"[.!?。！？؟…:：][\s\"'”“»«’)\]]*$")
# What belongs to bold print, though it stands right behind it.
PUNCTUATION = re.compile(r"[?!.…？！。؟]{1,5}[\"'”“»«’)]{0,2}(?=\s|$)")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
NUMBERED = re.compile(r"\d{1,3}[.)]\s")
# "* Why?" and "▶ Why?"; in Japanese two dashes open what is asked.
SIGN = re.compile(r"([*•●○■□◆◇▶▷►▲△※☆★>–—-])[ \t\u00a0\u3000]{0,3}(?=[^\s\d])")
TWO_DASHES = re.compile(r"(?:――|——|──|ーー)[ \u3000]{0,2}(?=\S)")
ENDS_ASKING = re.compile(r"[?？؟][\s\"'”“»«’)\]]*$")
SHORT = 250
# So many names of classes are looked at, the most frequent first.
MOST_NAMES = 20
MOST_SIGNS = 3
QUESTION_CLASSES = frozenset({"question", "frage", "pregunta", "pergunta", "domanda", "vraag", "pytanie"})
ANSWER_CLASSES = frozenset({"answer", "antwort", "respuesta", "resposta", "risposta", "reponse", "odpowiedz"})


_Numbered = tuple[int, Paragraph]


@dataclass(frozen=True, slots=True)
class Mark:
    """Paragraph `number` stands out in text[start:end]; `whole` if that is all of it.

    Its words begin at `words`, after a sign that may open it.
    """

    number: int
    start: int
    end: int
    text: str
    whole: bool
    words: int = 0

    @property
    def asks(self) -> bool:
        """Whether a question mark is in it, or it breaks off for the other to go on."""
        return ASKS.search(self.text) is not None

    @property
    def addresses(self) -> bool:
        """Whether it speaks to somebody."""
        return ADDRESS.search(self.text) is not None


def ways_of_marking(
    paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]
) -> Iterator[tuple[str, list[Mark]]]:
    """Every way to make something stand out that is used in the paragraphs, with what does; best first.

    What a label opens with something to say, and what is worded as no speech, is left out.
    """
    free = [
        (number, paragraph)
        for number, (paragraph, found) in enumerate(zip(paragraphs, labels, strict=True))
        if not paragraph.kind
        and not any(label.start == 0 < len(paragraph.text) - label.end and not label.alone for label in found)
    ]
    plain = [(n, p) for n, p in free if not p.heading]
    is_part = cache(lambda number: part_of(paragraphs[number]) is not None)
    for way, marks in _ways(free, plain):
        yield way, [mark for mark in marks if way == "heading" or not is_part(mark.number)]


def _ways(free: Sequence[_Numbered], plain: Sequence[_Numbered]) -> Iterator[tuple[str, Iterable[Mark]]]:
    yield "class", (_all_of(n, p) for n, p in plain if _is_classed(p))
    yield "strong", (mark for n, p in plain for mark in _printed(n, p, "strong"))
    yield "emphasis", (mark for n, p in plain for mark in _printed(n, p, "emphasis"))
    by_level: dict[int, list[Mark]] = defaultdict(list)
    for n, p in free:
        by_level[p.heading].append(_all_of(n, p))
    for level in range(1, 7):
        yield "heading", by_level[level]
    names = Counter(name for _n, p in plain for name in p.hints)
    for name, count in names.most_common(MOST_NAMES):
        if count < len(plain):
            yield "name", (_all_of(n, p) for n, p in plain if name in p.hints)
    yield "dashes", (_all_of(n, p, opened.end()) for n, p in plain if (opened := TWO_DASHES.match(p.text)))
    for sign in _signs(plain):
        yield "sign", (_all_of(n, p, opened.end()) for n, p in plain if (opened := _opened(p, sign)))
    yield "number", (_all_of(n, p) for n, p in plain if NUMBERED.match(p.text))
    yield "plain", (_all_of(n, p) for n, p in plain if _only_asks(p))


def _signs(paragraphs: Sequence[_Numbered]) -> list[str]:
    """The signs that open paragraphs, the most frequent first."""
    found = Counter(match[1] for _n, p in paragraphs if (match := SIGN.match(p.text)))
    return [sign for sign, _count in found.most_common(MOST_SIGNS)]


def _opened(paragraph: Paragraph, sign: str) -> re.Match[str] | None:
    match = SIGN.match(paragraph.text)
    return match if match and match[1] == sign else None


def _all_of(number: int, paragraph: Paragraph, words: int = 0) -> Mark:
    return Mark(number, 0, len(paragraph.text), paragraph.text, whole=True, words=words)


def _only_asks(paragraph: Paragraph) -> bool:
    text = paragraph.text
    # What dashes mean is another matter, and what stands in quotes is a story's.
    return len(text) <= SHORT and text[0] not in '-–—―“”„«»"「' and ENDS_ASKING.search(text[-9:]) is not None


def _is_classed(paragraph: Paragraph) -> bool:
    words = {word.lower() for hint in paragraph.hints for word in WORD.findall(hint)}
    return bool(words & QUESTION_CLASSES) and not words & ANSWER_CLASSES


def _printed(number: int, paragraph: Paragraph, style: str) -> Iterator[Mark]:
    """What is printed in this style from the beginning of a line, to its end or a sentence's."""
    text = paragraph.text
    for start, end in _runs(paragraph, style):
        before = text[max(0, start - 20) : start].rstrip(" \t\u00a0")
        if before and not before.endswith("\n"):
            continue
        if behind := PUNCTUATION.match(text, end):
            end = behind.end()
        rest = text[end : end + 20].lstrip(" \t\u00a0")
        line = not rest or rest.startswith("\n")
        printed = text[start:end].strip()
        if printed and not is_boilerplate(printed) and (line or ENDS_SENTENCE.search(printed[-9:])):
            yield Mark(number, start, end, printed, whole=len(printed) == len(text))


def _runs(paragraph: Paragraph, style: str) -> list[tuple[int, int]]:
    """Where the paragraph is in this style, spans with nothing but blanks between them as one."""
    spans = sorted((span.start, span.end) for span in paragraph.spans if span.kind == style)
    if not spans:
        return []
    runs = [spans[0]]
    for _before, (start, end) in pairwise(spans):
        last_start, last_end = runs[-1]
        if not paragraph.text[last_end:start].strip():
            runs[-1] = (last_start, max(last_end, end))
        else:
            runs.append((start, end))
    return runs
