"""What is told of an interview where its address is shared."""

from urllib.parse import quote

from django.utils.text import Truncator

SITE = "Randnotiz"
# Readers of such texts show about so many characters.
SHORT = 200


def shortened(text: str) -> str:
    """The beginning of a text as one line."""
    return Truncator(" ".join(text.split())).chars(SHORT)


def in_directive(words: str) -> str:
    """The words as a text directive of an address names them, where "-" means something (WICG)."""
    return quote(words, safe="").replace("-", "%2D")
