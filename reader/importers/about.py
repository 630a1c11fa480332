"""What a document says about itself where its format leaves that open: its title and its language."""

from collections.abc import Sequence

from reader.document import Paragraph
from reader.importers.language import detect_language

# A title stands at the top, at most after a line such as a site's name or a date.
TOP = 5
LONGEST_TITLE = 300


def take_title(
    paragraphs: Sequence[Paragraph], declared: str | None = None
) -> tuple[str | None, list[Paragraph]]:
    """The title and the paragraphs without it.

    That is the declared one, else the document's only heading of the first level if it stands at the
    top. Several such headings are chapters.
    """
    declared = " ".join((declared or "").split())[:LONGEST_TITLE]
    top = [p for p in paragraphs[:TOP] if p.heading]
    if declared:
        found = next((p for p in top if _plain(p.text) == _plain(declared)), None)
    else:
        alone = sum(p.heading == 1 for p in paragraphs) == 1
        found = next((p for p in top if p.heading == 1 and alone), None)
    title = declared or (" ".join(found.text.split()) if found else "")
    return title or None, [p for p in paragraphs if p is not found]


def language_of(paragraphs: Sequence[Paragraph], declared: str = "") -> str:
    """The BCP 47 tag of the language the text is in; the declared one where that agrees or nothing tells.

    Office programs declare the language of their user, whatever is written.
    """
    declared = declared.strip().replace("_", "-")
    detected = detect_language("\n".join(p.text for p in paragraphs))
    agrees = not detected or declared.partition("-")[0].lower() == detected
    return declared if declared and agrees else detected


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
