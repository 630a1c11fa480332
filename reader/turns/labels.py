"""Labels that may name who speaks: what opens a line and looks like a name.

Whether it does name somebody is decided over the whole document, in `reader.turns.speakers`.
"""

import re
from dataclasses import dataclass

from reader.document import Paragraph
from reader.turns.phrases import AUDIENCE, BREAK, NO_NAMES, PARTICLES, QUESTION_WORDS, RELATED, SAYING

LONGEST_NAME = 60
MOST_WORDS = 6
# "Name: text", "Name : text", "Name (Company): text", "Name：text"; no address such as "https://".
LABEL = re.compile(
    r"[ \t]{0,3}(?P<name>[^\s:：(\[（][^\n:：()\[\]（）]{0,59})"
    r"(?:[(\[（](?P<extra>[^\n()\[\]（）]{1,40})[)\]）])?[ \t\u00a0\u202f]{0,3}[:：](?!//)[ \t\u00a0]{0,8}"
)
# A line that is nothing but a name, perhaps with a time: "Name", "Name 0:03", "Name (00:01:02):".
ALONE = re.compile(
    r"(?P<name>[^\W\d_][^\n\t:：()\[\]]{0,59}?)"
    r"(?:[ \t\u00a0]{0,4}[(\[]?(?P<time>(?:\d{1,2}:)?\d{1,3}:\d\d)[)\]]?)?[ \t\u00a0]{0,3}[:：]?(?:\n|$)"
)
# "Q. Why?", "A. Because."
LETTER = re.compile(r"(?P<name>[QAFRPВО])\.[ \t\u00a0]{1,8}(?=\S)")
# "Name  0:03" or "Name (00:01:02)" alone on its line, as transcription services write it.
TIMED = re.compile(
    r"(?P<name>[^\W\d_][^\n\t:：()\[\]]{0,59}?)(?:[ \t]{2,8}|[ \t]?[(\[])"
    r"(?P<time>(?:\d{1,2}:)?\d{1,3}:\d\d)[)\]]?(?:\n|$)"
)
# "Ida Blum — text", "山田　text".
DASHED = re.compile(r"(?P<name>[^\W\d_][^\n\t:：()\[\]–—]{0,59}?)(?:[ \u00a0][–—][ \u00a0]|\u3000)(?=\S)")
DASH_INSIDE = re.compile(r"\S[ \u00a0][–—][ \u00a0]\S")
# "Ida Blum, Ph.D."
DEGREE = re.compile(r",? (?:(?:Ph|Psy|Ed|Sc|J|M)\.? ?D|D\.? ?Phil|M\.? ?[AS]c?|MBA|MPH|RN|Esq|Jr|Sr)\.?$")
NAME = re.compile(r"[^\W\d_][\w.'’´`&·/+\-–\u0300-\u036f \u00a0]*")
NUMBERED = re.compile(r"([^\W\d_]{1,20})[ \u00a0]?(?:[Nn][ro]\.?|#|№)?[ \u00a0]?\d{1,3}")
YEAR = re.compile(r"\d{3}")
# A full stop in a name ends an initial or a short title, no sentence.
FULL_STOP = re.compile(r"[^\W\d_]{5,}\.|\.\S{0,40}\.\.")


@dataclass(frozen=True, slots=True)
class Label:
    """What opens a line: text[start:end] with the colon and blanks; what is said begins at `end`.

    `short` stood in brackets after the name, as initials do that are used from there on. A label `alone`
    has nothing but the words to tell that it is one.
    """

    name: str
    start: int
    end: int
    short: str = ""
    bold: bool = False
    alone: bool = False
    begins: int | None = None


def labels_in(paragraph: Paragraph) -> list[Label]:
    """The labels at the beginnings of the paragraph's lines that look like names."""
    if paragraph.kind or BREAK.match(paragraph.text):
        return []
    if paragraph.heading:
        found = _label(paragraph.text, 0)
        numbered = found is not None and found.name.casefold() in QUESTION_WORDS
        return [found] if found and numbered else _alone(paragraph)
    if alone := _alone(paragraph):
        return alone
    label = _bold_label(paragraph)
    labels = [label] if label else []
    text, start = paragraph.text, 0
    for line in text.split("\n"):
        end = start + len(line)
        if start or not label:
            found = _label(text, start) or (_name_above(text, start, end) if end < len(text) else None)
            labels += [found] if found else []
        start = end + 1
    return labels


def _name_above(text: str, start: int, end: int) -> Label | None:
    """A line that is nothing but a name, above what its bearer says."""
    match = ALONE.fullmatch(text, start, end) if end - start <= LONGEST_NAME else None
    if not match or text[end - 1] in ".,;" or not looks_like_name(name := _tidy(match["name"])):
        return None
    return Label(name, start, end + 1, alone=True)


def _alone(paragraph: Paragraph) -> list[Label]:
    """The label in a paragraph that is nothing but a name; certain if it is a term that is explained."""
    text = paragraph.text
    match = ALONE.fullmatch(text) if len(text) <= LONGEST_NAME + 20 else None
    # "Yes." is what somebody says.
    if not match or not looks_like_name(name := _tidy(match["name"])):
        return []
    if text.endswith(".") and not DEGREE.search(text):
        return []
    colon = text.endswith((":", "：")) and paragraph.lead_in == len(text)
    term = "dt" in paragraph.hints or colon
    begins = milliseconds(match["time"]) if match["time"] else None
    alone = not (term or match["time"] or text.endswith((":", "：")))
    return [Label(name, 0, len(text), bold=term, alone=alone, begins=begins)]


def looks_like_name(name: str, bold: bool = False) -> bool:
    """Whether a name could look like this. In bold print also "Audience member" does."""
    name = DEGREE.sub("", name)
    words = name.split()
    if not words or len(name) > LONGEST_NAME or len(words) > MOST_WORDS or not NAME.fullmatch(name):
        return False
    if (
        FULL_STOP.search(name)
        or YEAR.search(name)
        or words[0].casefold().strip(".") in NO_NAMES
        or RELATED.fullmatch(name)
        or name.endswith(SAYING)
    ):
        return False
    if words[0].islower() and (len(words) == 1 or words[0] not in PARTICLES):
        return False
    return (
        bold
        or all(_may_be_in_name(word) for word in words)
        or any(word.casefold() in AUDIENCE for word in words[1:])
    )


def _may_be_in_name(word: str) -> bool:
    # Scripts without capitals are neither upper nor lower case.
    return not word[0].islower() or word.casefold() in PARTICLES


def _label(text: str, start: int) -> Label | None:
    match = LABEL.match(text, start)
    if match and not _continues_a_number(text, match.end()) and not DASH_INSIDE.search(match["name"]):
        name = _tidy(match["name"])
        if looks_like_name(name):
            return Label(name, start, match.end(), _tidy(match["extra"] or ""))
    if letter := LETTER.match(text, start):
        return Label(letter["name"], start, letter.end())
    match = TIMED.match(text, start)
    if match and looks_like_name(name := _tidy(match["name"])):
        return Label(name, start, match.end(), begins=milliseconds(match["time"]))
    match = DASHED.match(text, start)
    if match and looks_like_name(name := _tidy(match["name"])):
        return Label(name, start, match.end(), alone=True)
    return None


def _bold_label(paragraph: Paragraph) -> Label | None:
    """A name in bold print at the paragraph's beginning, with a colon inside or right after it."""
    end = paragraph.lead_in
    if not end or end > LONGEST_NAME + 50:
        return None
    match = LABEL.match(paragraph.text)
    if not match or match.end("name") > end + 1:
        return _bold_name(paragraph.text, end)
    name = _tidy(match["name"])
    if not looks_like_name(name, bold=True):
        return None
    return Label(name, 0, match.end(), _tidy(match["extra"] or ""), bold=True)


def _bold_name(text: str, end: int) -> Label | None:
    """A name in bold print with no colon behind it; whether it is one, only others like it can tell."""
    name = _tidy(text[:end])
    if end == len(text) or text[end - 1] in ".!?…" or not looks_like_name(name):
        return None
    return Label(name, 0, end, alone=True)


def _continues_a_number(text: str, end: int) -> bool:
    """In "Ecclesiastes 1:9" the colon belongs to the number."""
    colon = text.rfind(":", 0, end)
    return 0 < colon < len(text) - 1 and text[colon - 1].isdigit() and text[colon + 1].isdigit()


def _tidy(name: str) -> str:
    """The name without blanks and signs around it; "Frage 3" is who asks, like "Frage 4"."""
    name = " ".join(name.split()).strip(" -–—*_")
    numbered = NUMBERED.fullmatch(name)
    return numbered[1] if numbered and numbered[1].casefold() in QUESTION_WORDS else name


def milliseconds(time: str) -> int:
    """The milliseconds that "1:02:03" or "2:03" stands for."""
    seconds = 0
    for part in time.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000
