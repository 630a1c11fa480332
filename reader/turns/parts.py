"""What is no speech: related links, advertisements, media, credits, forms; told by how they are worded."""

import re
from dataclasses import dataclass

from reader.document import Kind, Paragraph
from reader.text import Span
from reader.turns import phrases


@dataclass(frozen=True, slots=True)
class Part:
    """What a paragraph is that is no speech.

    A `list_heading` says that what follows is a list of the same kind; `ends_talk` that nobody speaks
    after it, unless a label says so; `ends_text` that only the site's own forms and readers' comments
    follow.
    """

    kind: Kind
    boilerplate: bool = False
    list_heading: bool = False
    ends_talk: bool = False
    ends_text: bool = False


# Longer paragraphs are somebody's words, whatever they begin with.
LONGEST = 400
LONGEST_DIRECTION = 120
BRACKETS = "()[]（）【】 "
DIRECTION = re.compile(r"\[[^\[\]]+\]|\([^()]+\)|（[^（）]+）|【[^【】]+】")
# A line of signs, such as "***" or "+++".
SEPARATOR = re.compile(r"([+*•·_=~#⁂–—-])(?:\s{0,3}\1){2,40}|⁂")

# "Monday, 1 May 2023, 10:30", perhaps with whose text it is: what a site writes above an article.
DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\b\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}\b|\b[^\W\d_]{3,12}\.? \d{1,2},? \d{4}\b"
)
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
LONGEST_DATELINE = 120
MOST_WORDS_IN_DATELINE = 8

# "By Ida Blum", alone on its line.
BYLINE = re.compile(
    r"(?:[Vv]on|[Bb]y|[Pp]ar|[Pp]or|[Dd]i|[Tt]ext:|[Аа]втор:?|VON|BY)(?: [^\W\d_a-z][\w.’'-]{0,20}){2,4}"
)

# Words in the names of classes.
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
CAPTION = frozenset({"caption", "bildunterschrift", "bildtext", "wpcaption"})
CAPTIONED = re.compile(r"(?:image|img|photo|picture|bild|foto)[-_]?(?:desc|text|title)", re.IGNORECASE)
PULL_QUOTE = frozenset({"pullquote", "pull"})
CREDIT_HINT = frozenset({"credit", "credits", "copyright"})


def part_of(paragraph: Paragraph, cues: bool = False) -> Part | None:
    """What the paragraph is, if it is no speech and no prose.

    With `cues` also a paragraph that stands wholly in brackets is a note, such as "[laughs]".
    """
    if paragraph.kind:
        return Part(paragraph.kind, paragraph.boilerplate)
    if paragraph.heading:
        return _worded(paragraph) or Part(Kind.HEADING)
    if _is_list_of_links(paragraph):
        return Part(Kind.ASIDE)
    return _hinted(paragraph) or _worded(paragraph) or (_direction(paragraph.text) if cues else None)


def is_boilerplate(line: str) -> bool:
    """Whether the line alone is a separator, an ad's label, a share button or of a comment form."""
    return bool(_boilerplate(line.strip()))


def _hinted(paragraph: Paragraph) -> Part | None:
    words = {word.lower() for hint in paragraph.hints for word in WORD.findall(hint)}
    if words & CAPTION or any(CAPTIONED.search(hint) for hint in paragraph.hints):
        return Part(Kind.MEDIA)
    if words & PULL_QUOTE:
        return Part(Kind.ASIDE)
    if words & CREDIT_HINT and len(paragraph.text) <= LONGEST:
        return Part(Kind.CREDIT)
    return None


def _boilerplate(text: str) -> Part | None:
    if len(text) > LONGEST:
        return None
    if phrases.COMMENT_FORM.match(text):
        return Part(Kind.ASIDE, boilerplate=True, ends_text=True)
    if SEPARATOR.fullmatch(text):
        return Part(Kind.ASIDE, boilerplate=True, ends_talk=True)
    if phrases.READING_TIME.fullmatch(text):
        return Part(Kind.ASIDE, boilerplate=True)
    if phrases.ADVERTISEMENT.fullmatch(text.strip("-–—*" + BRACKETS)) or phrases.SHARE.fullmatch(text):
        return Part(Kind.ASIDE, boilerplate=True)
    return None


def _worded(paragraph: Paragraph) -> Part | None:
    text = paragraph.text.strip()
    if len(text) > LONGEST:
        return None
    if part := _boilerplate(text):
        return part
    if reading := phrases.READING_LIST.match(text):
        return Part(Kind.ASIDE, list_heading=reading.end() == len(text))
    if _is_related(text, paragraph.links):
        return Part(Kind.ASIDE)
    if phrases.BREAK.match(text):
        return Part(Kind.ASIDE)
    bare = text.strip(BRACKETS)
    if phrases.MEDIA.fullmatch(bare.rstrip(" :")):
        return Part(Kind.MEDIA)
    if phrases.CLOSING.match(bare):
        return Part(Kind.NOTE, ends_talk=True)
    if any(worded.match(bare) for worded in (phrases.CREDIT, phrases.SPONSOR, phrases.ORIGIN)):
        return Part(Kind.CREDIT)
    return Part(Kind.CREDIT) if _is_dateline(text) or BYLINE.fullmatch(text) else None


def _is_related(text: str, links: list[Span]) -> bool:
    """A pointer to another page; not a sentence of somebody who says "See also what he wrote."."""
    match = phrases.RELATED.match(text)
    if not match:
        return False
    if match["gap"].strip() or len(match["gap"]) > 1 or match.end() == len(text):
        return True
    linked = sum(link.end - link.start for link in links)
    return linked > 0.6 * (len(text) - match.end()) or not text.endswith((".", "!", "?", "…"))


def _is_dateline(text: str) -> bool:
    date = DATE.search(text) if len(text) <= LONGEST_DATELINE else None
    if not date:
        return False
    words = CLOCK.sub("", DATE.sub("", text)).split()
    begins = len(text[: date.start()].split()) <= 1 and not text.endswith((".", "?", "!"))
    return len(words) <= (MOST_WORDS_IN_DATELINE if CLOCK.search(text) else 4) and begins


def _is_list_of_links(paragraph: Paragraph) -> bool:
    """Tags, or what else is on the site: nothing but links, and several."""
    linked = sum(link.end - link.start for link in paragraph.links)
    return len(paragraph.links) >= 3 and linked > 0.8 * len(paragraph.text)


def _direction(text: str) -> Part | None:
    return Part(Kind.NOTE) if len(text) <= LONGEST_DIRECTION and DIRECTION.fullmatch(text.strip()) else None
