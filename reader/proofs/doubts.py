"""What a person should look at before a draft is kept: where a reader of the source may have gone wrong."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from reader.document import Draft, DraftBlock, Kind
from reader.turns.labels import LABEL, looks_like_name

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
SMALL, CAPITAL = "a-zß-öø-ÿа-яёα-ω", "A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω"
# A small letter that runs into a capital one, and a full stop that runs into the next sentence.
SEAM = re.compile(rf"[{SMALL}][{CAPITAL}]")
CLOSE = re.compile(rf"[{SMALL}.!?…][{CAPITAL}]")
STOP = re.compile(rf"([^\W\d_]{{2,}})[.!?…]([{CAPITAL}][{SMALL}]+)")
PLAYED = re.compile(r"video|audio|podcast|youtube|vimeo|sound|spotify", re.IGNORECASE)
LONGEST_NAME = 60
WORDS_OF_A_NAME = 5


class _Words:
    """The words of a text; only few texts need to be gone through for them."""

    def __init__(self, draft: Draft) -> None:
        self.shown = [block for block in draft.blocks if not block.boilerplate]
        self.names = {part for speaker in draft.speakers for part in speaker.name.split()}

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each is there."""
        return Counter(word for block in self.shown for word in WORD.findall(block.text))

    @cached_property
    def small(self) -> set[str]:
        """All of them in small letters."""
        return {word.lower() for word in self.counts}


def doubts(draft: Draft) -> dict[str, list[str]]:
    """For the key of each block with something to look at, sentences that say what."""
    words = _Words(draft)
    found: dict[str, list[str]] = defaultdict(list)
    labels = _labels(draft)
    for block in words.shown:
        if joined := _run_together(block.text, words):
            found[block.key].append(_("A blank seems to be missing: “%s”.") % joined)
        if label := _label_inside(block, labels):
            found[block.key].append(_("“%s” stands inside. Does somebody else speak from there on?") % label)
        if block.kind == Kind.MEDIA and not block.url and PLAYED.search(block.text):
            found[block.key].append(_("The address of the recording is missing."))
    return dict(found)


def doubtful_people(draft: Draft) -> dict[str, str]:
    """For the name of each speaker who may be none, a sentence that says why."""
    turns = _turns(draft.blocks)
    found = {}
    for speaker in draft.speakers:
        long = len(speaker.name) > LONGEST_NAME or len(speaker.name.split()) > WORDS_OF_A_NAME
        if turns[speaker.name] == 0:
            found[speaker.name] = _("No turn yet. Without one this person is not kept.")
        elif long:
            found[speaker.name] = _("Is this a name?")
        elif turns[speaker.name] == 1 and len(draft.speakers) > 2 and sum(turns.values()) > 6:
            found[speaker.name] = _("Only one turn. Is this a person?")
    return found


def _turns(blocks: Iterable[DraftBlock]) -> Mapping[str | None, int]:
    return Counter(b.speaker for b in blocks if b.kind == Kind.TURN and not b.boilerplate and not b.continued)


def _labels(draft: Draft) -> re.Pattern[str] | None:
    r"""A speaker's name with a colon, behind the first words of a block."""
    names = sorted((re.escape(speaker.name) for speaker in draft.speakers), key=len, reverse=True)
    if not names:
        return None
    return re.compile(rf"(?<=\S)\s+((?:{'|'.join(names)})\s?[:：])")


def _label_inside(block: DraftBlock, labels: re.Pattern[str] | None) -> str:
    """What reads like the beginning of somebody's words in the middle of a block; else empty."""
    if ":" not in block.text and "：" not in block.text:
        return ""
    if labels and (inside := labels.search(block.text)):
        return inside[1]
    _first, *others = block.text.split("\n\n") if block.kind == Kind.TURN else [""]
    found = (LABEL.match(paragraph) for paragraph in others)
    return next((f"{m['name'].strip()}:" for m in found if m and looks_like_name(m["name"].strip())), "")


def _run_together(text: str, words: _Words) -> str:
    """The first word that seems to be two, or two sentences without a blank in between; else empty."""
    if not CLOSE.search(text):
        return ""
    text = ADDRESS.sub(" ", text)
    for word in WORD.findall(text):
        if SEAM.search(word) and words.counts[word] == 1 and _is_two(word, words):
            return word
    stops = (stop[0] for stop in STOP.finditer(text) if {stop[1].lower(), stop[2].lower()} <= words.small)
    return next(stops, "")


def _is_two(word: str, words: _Words) -> bool:
    """Whether a capital letter within the word begins another one.

    Names of things are written so too (YouTube, AlphaGo): only a person's name in front or a second
    such place tells, and then what is around it must be a word elsewhere.
    """
    seams = [n for n in range(1, len(word)) if word[n - 1].islower() and word[n].isupper()]
    if any(word[:seam].rpartition("-")[2] in words.names for seam in seams):
        return True
    return len(seams) > 1 and "-" in word and any(_known(word, seam, words.small) for seam in seams)


def _known(word: str, seam: int, small: set[str]) -> bool:
    before, after = word[:seam].rpartition("-")[2], word[seam:].partition("-")[0]
    return before.lower() in small and after.lower() in small
