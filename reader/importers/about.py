"""What a document says about itself where its format leaves that open: its title and its language."""

import re
from collections.abc import Sequence

from reader.document import Paragraph
from reader.importers.language import detect_language

# A title stands at the top, at most after a line such as a site's name or a date.
TOP = 5
LONGEST_TITLE = 300
# What programs write where nobody gave a title.
NO_TITLE = re.compile(
    r"\(?(?:untitled|unbenannt|unspecified|anonymous|sans titre|sin título|(?:word )?document|dokument)\)?"
    r" ?\d{0,3}"
    r"|(?:microsoft|powerpoint) .{1,40} - .*|.*\.(?:docx?|odt|rtf|pdf|indd|pages|txt|tex|dvi|md|epub|html?)",
    re.IGNORECASE,
)


def take_title(
    paragraphs: Sequence[Paragraph], declared: str | None = None
) -> tuple[str | None, list[Paragraph]]:
    """The title and the paragraphs without it.

    That is what has the style of a title (the hint "title"), else the declared one, else the document's
    only heading of the first level if it stands at the top. Several such headings are chapters.
    """
    top = [p for p in paragraphs[:TOP] if p.heading]
    styled = next((p.text for p in top if "title" in p.hints), "")
    declared = " ".join((styled or declared or "").split())[:LONGEST_TITLE]
    if NO_TITLE.fullmatch(declared):
        declared = ""
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
