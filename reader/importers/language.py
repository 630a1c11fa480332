"""Which language a text is in, as py3langid tells from how its letters follow each other."""

import re
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reader.document import Paragraph

# Enough to be sure, little enough to be quick.
SAMPLE = 20_000
# Below this it is a guess: names alone, two words, no words at all.
LIKELY = 0.4
# From here on the text counts more than what is said about it.
PLAIN = 0.9
# Tags of one language, or of ones that are written too much alike to contradict what is declared.
ALIKE = [{"no", "nb", "nn"}, {"hr", "bs", "sr", "sh"}, {"id", "ms"}, {"he", "iw"}, {"tl", "fil"}]
TWO_LETTERS = re.compile(r"[a-z]{2}")


def detect_language(text: str) -> str:
    """The language's BCP 47 primary subtag, such as "de"; empty where the text does not tell."""
    language, sure = _told(text)
    return language if sure >= LIKELY else ""


def language_of(paragraphs: Sequence[Paragraph], declared: str = "") -> str:
    """The BCP 47 tag of their language: the declared one, unless the text plainly is in another.

    Office programs declare the language of their user, and themes of pages that of their maker,
    whatever is written.
    """
    declared = declared.strip().replace("_", "-")
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not declared:
        return detect_language(text)
    language, sure = _told(text)
    contradicts = sure >= PLAIN and not _alike(language, declared.partition("-")[0].lower())
    return language if contradicts else declared


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= languages for languages in ALIKE)


def _told(text: str) -> tuple[str, float]:
    return _identifier().classify(text[:SAMPLE])


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Longer codes are of dialects and of languages of old, which win by chance.
    identifier.set_languages(filter(TWO_LETTERS.fullmatch, identifier.labels))
    return identifier
