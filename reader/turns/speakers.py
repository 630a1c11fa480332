"""Who speaks: which of the labels in a document name speakers, judged over the whole of it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from reader.document import Paragraph
from reader.turns.full_names import full_names
from reader.turns.labels import Label, looks_like_name
from reader.turns.lines import FEWEST_ALONE, NEARLY_ALL, Line, lines_of
from reader.turns.parts import part_of
from reader.turns.phrases import ANSWERING_NAMES, ASKING_NAMES, PARTS_IN_TALK

QUESTION = re.compile(r"[?？؟](?=[\s\"'”“»«’)\]]|$)")
SENTENCE_ENDS = tuple(".!?…。！？؟”“»\"'")
# What begins "Zum Schluss: …" and "At last: …", but no name.
BEFORE_A_NOUN = frozenset(
    {"zum", "zur", "im", "am", "beim", "vom", "at", "in", "on", "for", "by", "au", "aux", "en", "al"}
)
# Between two labels of a conversation there are seldom more paragraphs than this.
MOST_PARAGRAPHS_A_TURN = 15
FEW_PARAGRAPHS_A_TURN = 4
MOSTLY = 0.6
# In a text that is nothing but labelled paragraphs, and not longer than this, one turn makes a speaker.
FEW_LINES = 20
# Which share of what is said asks, in a conversation: seldom less, and often more.
SELDOM = 0.03
OFTEN = 0.1
SAYS_LITTLE = 25
MOST_RARE = 100


class Speakers:
    """The speakers of a document by the labels that name them."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def __bool__(self) -> bool:
        return bool(self._names)

    def named_by(self, label: Label) -> str | None:
        """The name of the speaker whom the label names; None if it names nobody."""
        return self._names.get(label.name.casefold())

    def joined_by(self, name: str) -> "Speakers":
        """These and one more."""
        return Speakers({**self._names, name.casefold(): name})


def find_speakers(
    paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]], asked: bool = False
) -> Speakers:
    """The speakers in the paragraphs, of each of which `labels` has the labels.

    A speaker's name opens at least two paragraphs, in a document where people talk to each other:
    somebody asks, or the names are full names or in bold print. Where that is so, those count too who
    speak only once and are named elsewhere. `asked` says that somebody without a name asks, whom even one
    alone may answer.
    """
    firm = [[label for label in found if not label.alone] for found in labels]
    speakers = _named(paragraphs, firm, asked)
    # Only where nothing else names anybody do lines count that are no more than a name.
    return speakers or (_named(paragraphs, labels, asked) if firm != list(labels) else speakers)


def _named(paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]], asked: bool) -> Speakers:
    lines = lines_of(paragraphs, labels)
    full = full_names(line.label for line in lines)
    counts = Counter(full[line.key] for line in lines)
    regular = {name for name, count in counts.items() if count >= 2}
    if not _is_conversation(lines, len(paragraphs), full, regular, asked):
        return Speakers({})
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    weak = not any(map(_asks, lines)) or all(line.label.alone for line in lines)
    if weak and not asked and all(_is_common(name, text) for name in regular):
        return Speakers({})
    rare = [line for line in lines if full[line.key] not in regular]
    # So many who say one thing each are entries of a list. (And each is looked for in the whole text.)
    rare = rare if len(rare) <= MOST_RARE else []
    short = any(" " not in name for name in regular)
    parts = any(name.casefold() in ASKING_NAMES for name in regular)
    short_text = not parts and len(lines) <= FEW_LINES and _is_dialogue(lines, len(paragraphs), full)
    once = {
        full[line.key]
        for line in rare
        if _may_speak_once(line, text, short) or (short_text and _may_be_person(line))
    }
    named = regular | once if regular or asked else set(counts)
    return Speakers({key: name for key, name in full.items() if name in named})


def _is_conversation(
    lines: Sequence[Line], paragraphs: int, full: dict[str, str], regular: set[str], asked: bool
) -> bool:
    """Whether people talk to each other in these lines; `regular` are the names of who speaks again."""
    if not lines or (len(set(full.values())) < 2 and not asked and not _is_monologue(lines)):
        return False
    asking = sum(map(_asks, lines)) / len(lines)
    wide = len(lines) >= NEARLY_ALL * (paragraphs - lines[0].number)
    if not regular:
        # A short one, where everybody speaks once.
        return (wide and (asked or asking >= OFTEN)) or _is_one_answer(lines, paragraphs)
    bold = all(line.label.bold for line in lines)
    if len(regular) < 2 and not (asked or bold or wide):
        return False
    turns = [line for line in lines if full[line.key] in regular]
    if len(turns) < MOSTLY * len(lines) or not _are_turns(turns, full, asking, asked):
        return False
    if asked and len(regular) == 1 and sum(map(_asks, turns)) >= MOSTLY * len(turns):
        # Whoever has a name asks; those who answer have none.
        return False
    certain = all(" " in name for name in regular) or all(line.label.bold for line in turns)
    people = all(looks_like_name(name) for name in regular)
    certain = certain or asking >= SELDOM or _is_dialogue(lines, paragraphs, full)
    return asked or asking >= OFTEN or (people and certain)


def _are_turns(turns: Sequence[Line], full: dict[str, str], asking: float, asked: bool) -> bool:
    """Whether these lines can be turns of a talk, of which this share asks: close to each other, and said."""
    if len(turns) * MOST_PARAGRAPHS_A_TURN < turns[-1].number - turns[0].number:
        return False
    if asked:
        return True
    if any(line.label.alone for line in turns) and not _take_turns(turns, full, asking):
        return False
    # What is short and no sentence are values in a table.
    little = median(len(line.said) for line in turns) < SAYS_LITTLE
    return asking >= OFTEN or not little or _are_sentences(turns)


def _is_dialogue(lines: Sequence[Line], paragraphs: int, full: dict[str, str]) -> bool:
    """Whether nearly every paragraph from the first label on has one, and they take turns."""
    wide = len(lines) >= NEARLY_ALL * (paragraphs - lines[0].number)
    changes = sum(full[a.key] != full[b.key] for a, b in pairwise(lines))
    return wide and len(lines) > 2 and changes >= NEARLY_ALL * (len(lines) - 1)


def _may_be_person(line: Line) -> bool:
    first = line.label.name.split()[0].casefold()
    return first not in BEFORE_A_NOUN and part_of(line.paragraph) is None


def _are_sentences(lines: Sequence[Line]) -> bool:
    """Whether what is said ends as sentences do, and values in a table do not."""
    ended = sum(line.said.rstrip().endswith(SENTENCE_ENDS) for line in lines)
    return ended >= NEARLY_ALL * len(lines)


def _is_one_answer(lines: Sequence[Line], paragraphs: int) -> bool:
    """Whether somebody asks one question at the very beginning, and somebody else answers it."""
    if len(lines) != 2 or lines[0].number != 0 or lines[1].number != 1 or paragraphs > 2 * len(lines):
        return False
    return _asks(lines[0]) and not _asks(lines[1])


def _is_monologue(lines: Sequence[Line]) -> bool:
    """Whether one alone speaks, named in bold from the beginning and after each break."""
    bold = all(line.label.bold and " " in line.label.name for line in lines)
    return bold and len(lines) >= FEWEST_ALONE and lines[0].number == 0


def _is_common(name: str, text: str) -> bool:
    """Whether the text has every word of the name in lower case too: then it is a thing's."""
    if name.casefold() in ASKING_NAMES | ANSWERING_NAMES:
        return False
    # Scripts without capitals cannot tell.
    if name.lower() == name.upper():
        return False
    return all(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in name.split())


def _asks(line: Line) -> bool:
    return QUESTION.search(line.said) is not None


def _take_turns(turns: Sequence[Line], full: dict[str, str], asking: float) -> bool:
    """Whether names that nothing but themselves tells from headings and credits are those of a dialogue."""
    changes = sum(full[a.key] != full[b.key] for a, b in pairwise(turns))
    close = len(turns) * FEW_PARAGRAPHS_A_TURN >= turns[-1].number - turns[0].number
    credits = any("/" in line.label.name for line in turns)
    return asking >= OFTEN and changes >= MOSTLY * (len(turns) - 1) and close and not credits


def _may_speak_once(line: Line, text: str, short: bool) -> bool:
    """Whether a label that occurs once names a speaker: in bold, by their part, or named elsewhere too.

    One word alone does so only where others have `short` names as well.
    """
    name = line.label.name
    if part_of(line.paragraph):
        return False
    if line.label.bold or name.split(maxsplit=1)[0].casefold() in PARTS_IN_TALK:
        return True
    if not name.replace(" ", "").isalpha() or (" " not in name and (not short or line.label.alone)):
        return False
    # A title or a thing begins with a word that the text has in lower case, too.
    first = name.split()[0]
    as_named, as_word = (len(re.findall(rf"\b{word}\b", text)) for word in (first, first.lower()))
    if first.lower() != first and as_word >= (as_named if " " in name else 1):
        return False
    return len(re.findall(rf"\b{name}\b", text, re.IGNORECASE)) > 1
