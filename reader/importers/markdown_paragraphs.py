"""The paragraphs of a Markdown text, with links and emphasis as spans, from markdown-it's tokens."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document import Kind, Paragraph
from reader.importers.html import parse
from reader.importers.html_content import main_content
from reader.importers.html_paragraphs import paragraphs_of as html_paragraphs_of
from reader.importers.markdown_lines import lines_of
from reader.importers.wrapping import wrapped_at
from reader.text import Span, is_kept_address, join

# Indented code is left out: in an interview an indented paragraph is a paragraph.
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
# What an image may be with on its line without being in a sentence.
BESIDE_IMAGES = frozenset({"image", "softbreak", "link_open", "link_close"})
# A line of "-" under a long paragraph was meant to part it from the next.
LONGEST_HEADING = 150


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs in the Markdown text, in order."""
    reading = _Reading(wrapped=bool(wrapped_at(text)))
    for token in PARSER.parse(text):
        reading.token(token)
    return reading.paragraphs


class _Reading:
    """Goes through the tokens of blocks and keeps what is open."""

    def __init__(self, wrapped: bool) -> None:
        self.paragraphs: list[Paragraph] = []
        # A program broke the lines: a line break is only a blank.
        self.wrapped = wrapped
        self.heading = 0
        self.list_items = 0
        self.quotes = 0
        # "1." before an item is text: numbers are named in talk, and a year may open a sentence.
        self.number = ""
        self.row: list[tuple[str, list[Span]]] | None = None

    def token(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token)
        elif kind in {"heading_open", "heading_close"}:
            self.heading = int(token.tag[1]) if token.nesting == 1 else 0
        elif kind in {"list_item_open", "list_item_close"}:
            self.list_items += token.nesting
            self.number = f"{token.info}{token.markup} " if token.nesting == 1 and token.info else ""
        elif kind in {"blockquote_open", "blockquote_close"}:
            self.quotes += token.nesting
        elif kind == "tr_open":
            self.row = []
        elif kind == "tr_close":
            self._row()
        elif kind == "fence":
            self._add(text := token.content.strip("\n"), [Span(0, len(text), "code")])
        elif kind == "html_block":
            self._html(token.content)

    def _inline(self, token: Token) -> None:
        children = token.children or []
        if self.row is not None:
            self.row += lines_of(children, wrapped=True)
            return
        if children and all(child.type in BESIDE_IMAGES for child in children):
            self._images(children)
            return
        for text, spans in lines_of(children, self.wrapped):
            if self.number and not (spans and spans[0].start == 0 and spans[0].kind == "strong"):
                text, spans = join([(self.number, ()), (text, spans)], "")
            self.number = ""
            self._add(text, spans)

    def _images(self, children: list[Token]) -> None:
        for image in children:
            text = " ".join(image.content.split()) if image.type == "image" else ""
            if text:
                source = str(image.attrGet("src") or "")
                is_file = is_kept_address(source) and not source.lower().startswith("mailto:")
                self.paragraphs.append(Paragraph(text, kind=Kind.MEDIA, url=source if is_file else None))

    def _row(self) -> None:
        """A table's row is one paragraph."""
        self._add(*join(self.row or [], "\t"))
        self.row = None

    def _html(self, content: str) -> None:
        root = parse(content)
        if root is not None:
            self.paragraphs += html_paragraphs_of(main_content(root))

    def _add(self, text: str, spans: list[Span]) -> None:
        if not text.strip():
            return
        self.paragraphs.append(
            Paragraph(
                text,
                spans,
                heading=self.heading if len(text) <= LONGEST_HEADING else 0,
                list_item=self.list_items > 0,
                hints=frozenset({"blockquote"}) if self.quotes else frozenset(),
            )
        )
