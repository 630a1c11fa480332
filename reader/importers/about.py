"""What a document says about itself where its format leaves that open: its title."""

import re
from collections.abc import Sequence

from reader.document import Paragraph

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


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
