"""What is told of an interview where its address is shared."""

from django.utils.text import Truncator

SITE = "Randnotiz"
# Readers of such texts show about so many characters.
SHORT = 200


def shortened(text: str) -> str:
    """The beginning of a text as one line."""
    return Truncator(" ".join(text.split())).chars(SHORT)
