"""What is read of an old comment: never an address of mail or of a machine."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OldComment:
    """One comment. `origin` names it, `parent` the one that it answers; `page` is where it stood.

    `title` is the page's, as far as the file says, `html` what was written, as the file has it. Spam, and
    what was deleted or never approved, is not `shown`.
    """

    origin: str
    parent: str
    page: str
    author: str
    written: datetime | None
    html: str
    shown: bool = True
    title: str = ""

    @property
    def text(self) -> str:
        """As Markdown. Made anew each time: of a large file most are never asked for."""
        from annotations.importers.html_text import from_html  # loads a parser

        return from_html(self.html)
