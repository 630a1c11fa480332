"""Texts as terms: words without case and accents, and their stems in the language of the text.

A word of a script that puts no blanks between words is several terms, one for each sign.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

# As in `reader.wording`: signs of scripts without blanks one by one.
_ALONE = r"\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af"
# Accents and vowel signs behind their letters, which Python's \w leaves out.
_MARKS = "".join(
    sign
    for sign in map(chr, range(0x300, 0x3040))
    if unicodedata.category(sign)[0] == "M" and not "\u0e00" <= sign <= "\u0eff"
)
WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}](?:[^\W_{_ALONE}]|[{_MARKS}])*")
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish",
    "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french",
    "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "no": "norwegian",
    "nn": "norwegian", "fa": "persian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
# Longer words are told from others by their beginning.
LONGEST = 60
# So many words are remembered as they are compared: most of a text are those of every text.
KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text, [start, end) in code points, as it is compared."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order."""
    for match in WORD.finditer(text):
        if word := fold(match[0]):
            yield Token(match.start(), match.end(), word)


def fold(word: str) -> str:
    """The word without case and without accents, in any script; empty where nothing is left."""
    return _fold(word[:LONGEST])


@lru_cache(KNOWN)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = (sign for sign in plain if sign.isalnum() or unicodedata.category(sign) == "Mc")
    # Some signs are a whole sentence when taken apart.
    return "".join(kept).casefold()[:LONGEST]


class Stems:
    """The stems of words in one language, by Snowball's rules; unknown languages leave words as they are."""

    def __init__(self, language: str) -> None:
        name = STEMMERS.get(language.split("-")[0].lower())
        self._stemmer = Stemmer.Stemmer(name, 0) if name else None
        self._known: dict[str, str] = {}

    def of(self, written: str) -> str:
        """The stem of a word as it is written, without accents."""
        stem = self._known.get(written)
        if stem is None:
            lower = unicodedata.normalize("NFC", written[:LONGEST]).casefold()
            stem = fold(self._stemmer.stemWord(lower) if self._stemmer else lower)
            self._known[written] = stem
        return stem


def encode(terms: Iterable[str]) -> str:
    """Terms as both databases keep them whole: ASCII letters and digits, a letter first.

    A term that begins another does so afterwards too.
    """
    return " ".join(encoded(term) for term in terms)


@lru_cache(KNOWN)
def encoded(term: str) -> str:
    """One term, encoded."""
    return "w" + "".join(sign if sign.isascii() else f"z{ord(sign):x}z" for sign in term)
