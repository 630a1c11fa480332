"""Whose name a label is short for: "Scott", "Mr Scott", "K.S." or "KEVIN" may all mean "Kevin Scott"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.turns.labels import Label
from reader.turns.phrases import TITLES

INITIALS = re.compile(r"(?:[^\W\d_]\.?[ \u00a0]?){2,4}")
NUMBERED = re.compile(r"([qa])\.? ?\d{1,3}")
# Two letters and numbers may be a person's mark; so many that each stand once are questions and answers.
FEWEST_NUMBERED = 3


def full_names(labels: Iterable[Label]) -> dict[str, str]:
    """For each label's name, case-folded, the speaker's full name: "Scott" may be "Kevin Scott".

    A short name that two full names share means the one that never stands beside it, because nobody
    takes turns with themselves; where that does not tell, it stays as it is.
    """
    labels = list(labels)
    spellings = _spellings(labels)
    numbered = _numbered_letters(labels)
    longer = _longer(spellings)
    for label in labels:
        if label.short:
            longer[label.short.casefold()].add(label.name.casefold())
    beside = _neighbours([label.name.casefold() for label in labels])
    full = {}
    for key, spelling in spellings.items():
        means = longer[key] | longer[_without_titles(key)] - {key}
        if not means and INITIALS.fullmatch(spelling) and spelling.isupper():
            means = longer[_initials_key(key)]
        meant = means if len(means) < 2 else means - beside[key]
        name = spellings[next(iter(meant))] if len(meant) == 1 else spelling
        full[key] = numbered.get(key, name)
    return full


def _spellings(labels: Sequence[Label]) -> dict[str, str]:
    """How each name is best written: "Anna" rather than "ANNA"."""
    spellings: dict[str, str] = {}
    for label in labels:
        key = label.name.casefold()
        if key not in spellings or (spellings[key].isupper() and not label.name.isupper()):
            spellings[key] = label.name
    return spellings


def _longer(spellings: Iterable[str]) -> defaultdict[str, set[str]]:
    """The full names by what they may be shortened to: the first word, the last ones, the initials."""
    longer = defaultdict(set)
    for key in spellings:
        words = _without_titles(key).split()
        if len(words) > 1:
            longer[words[0]].add(key)
            for start in range(1, len(words)):
                longer[" ".join(words[start:])].add(key)
            longer[_initials_key("".join(word[0] for word in words))].add(key)
    return longer


def _initials_key(letters: str) -> str:
    """A key that no name has: initials stand for a name only where they are written as such."""
    return "initials " + re.sub(r"[.\s]", "", letters)


def _without_titles(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[0].strip(".") in TITLES:
        words = words[1:]
    return " ".join(words)


def _numbered_letters(labels: Sequence[Label]) -> dict[str, str]:
    """ "Q1" and "A1", "Q2" and "A2" are one who asks and one who answers, if no number comes twice."""
    counts = Counter(label.name.casefold() for label in labels)
    found = {key: match[1].upper() for key in counts if (match := NUMBERED.fullmatch(key))}
    once = all(counts[key] == 1 for key in found)
    return found if once and len(found) >= FEWEST_NUMBERED else {}


def _neighbours(keys: Sequence[str]) -> defaultdict[str, set[str]]:
    """For each of the names, those right before and right after it."""
    beside = defaultdict(set)
    for before, after in pairwise(keys):
        beside[before].add(after)
        beside[after].add(before)
    return beside
