"""Who asks and who answers, guessed from questions, lengths of turns and who begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from reader.document import DraftBlock, DraftSpeaker, Kind
from reader.turns.phrases import ANSWERING_NAMES, ASKING_NAMES

ASKS = "interviewer"
ANSWERS = "guest"

ENDS_IN_QUESTION = re.compile(r"[?？؟][\s\"'”“»«’)\]]*$")
# Who asks ends at least this share of their turns in a question, and more often than others by this factor.
ASKING_SHARE = 0.25
CLEARLY_MORE = 2.0
SAYS_SOMETHING = 200


@dataclass(frozen=True, slots=True)
class _Habits:
    """How somebody speaks in this conversation."""

    name: str
    turns: int
    asking: float
    length: float
    opens: bool


def speakers_of(blocks: Sequence[DraftBlock]) -> list[DraftSpeaker]:
    """The speakers of the turns in order of appearance, each with a role where one can tell."""
    turns = [block for block in blocks if block.kind == Kind.TURN and block.speaker]
    habits = _habits(turns)
    asking = {h.name for h in habits if h.name.casefold() in ASKING_NAMES} or _who_asks(habits)
    return [DraftSpeaker(h.name, _role(h, asking)) for h in habits]


def _habits(turns: Sequence[DraftBlock]) -> list[_Habits]:
    said: dict[str, list[str]] = {}
    for turn in turns:
        texts = said.setdefault(turn.speaker or "", [])
        if turn.continued and texts:
            texts[-1] += "\n\n" + turn.text
        else:
            texts.append(turn.text)
    return [
        _Habits(
            name=name,
            turns=len(texts),
            asking=mean(bool(ENDS_IN_QUESTION.search(text[-40:])) for text in texts),
            length=mean(map(len, texts)),
            opens=number == 0,
        )
        for number, (name, texts) in enumerate(said.items())
    ]


def _who_asks(habits: Sequence[_Habits]) -> set[str]:
    """Those who clearly ask more than everybody else and say less or open; nobody if unsure."""
    regular = [h for h in habits if h.turns >= 2] or list(habits)
    if len(regular) < 2:
        return set()
    first, *others = sorted(regular, key=lambda h: -h.asking)
    if first.asking < ASKING_SHARE or first.asking < CLEARLY_MORE * max(h.asking for h in others):
        return set()
    says_less = first.length < mean(h.length for h in others)
    return {first.name} if first.opens or says_less else set()


def _role(habits: _Habits, asking: set[str]) -> str:
    if habits.name in asking:
        return ASKS
    if habits.name.casefold() in ANSWERING_NAMES:
        return ANSWERS
    # Somebody who says a word once, from the audience say, is no guest for that.
    says_something = habits.turns >= 2 or habits.length >= SAYS_SOMETHING
    return ANSWERS if asking and says_something else ""
