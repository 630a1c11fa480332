"""The lines of one Markdown paragraph, from markdown-it's inline tokens."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from reader.importers.wrapping import OWN_LINE
from reader.importers.writing import Writing
from reader.text import Span, is_safe_href

MEANING = {"strong": "strong", "em": "emphasis"}
HTML_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z]{1,10})\b[^>]*>")
HTML_MEANING = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "code": "code"}
COLONS = (":", "：")


def lines_of(tokens: Sequence[Token], wrapped: bool) -> list[tuple[str, list[Span]]]:
    r"""The paragraph's text with its spans: one, or several where lines open with a label in bold.

    Line breaks stay (as \n) unless a program broke the lines (`wrapped`).
    """
    tokens = [token for token in tokens if token.type != "text" or token.content]
    line = _Lines()
    for number, token in enumerate(tokens):
        if token.type != "softbreak":
            line.token(token)
        elif _bold_label_at(tokens, number + 1):
            line.end()
        else:
            following = tokens[number + 1].content if number + 1 < len(tokens) else ""
            line.write(" " if wrapped and not OWN_LINE.match(following) else "\n")
    line.end()
    return [(text, spans) for text, spans in line.ended if text]


def _bold_label_at(tokens: Sequence[Token], number: int) -> bool:
    """Whether the tokens go on with `**Name:**` or `**Name**:`."""
    types = [token.type for token in tokens[number : number + 3]]
    if types != ["strong_open", "text", "strong_close"]:
        return False
    after = tokens[number + 3].content if number + 3 < len(tokens) else ""
    return tokens[number + 1].content.rstrip().endswith(COLONS) or after.lstrip().startswith(COLONS)


class _Lines:
    """The line being written and what is open on it."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, list[Span]]] = []
        self.writing = Writing()
        self.open: dict[str, str | None] = {}

    def write(self, text: str) -> None:
        self.writing.write(text, self.open)

    def end(self) -> None:
        self.ended.append(self.writing.finish())
        self.writing = Writing()

    def token(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self.write(token.content)
        elif kind == "hardbreak":
            self.write("\n")
        elif kind == "code_inline":
            self.writing.write(token.content, {**self.open, "code": None})
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "link_open":
            href = str(token.attrGet("href") or "")
            if is_safe_href(href):
                self.open["link"] = href
        elif kind == "link_close":
            self.open.pop("link", None)
        elif token.tag in MEANING:
            self._mean(MEANING[token.tag], opens=token.nesting == 1)

    def _html(self, content: str) -> None:
        tag = HTML_TAG.fullmatch(content)
        name = tag["name"].lower() if tag else ""
        if name == "br":
            self.write("\n")
        elif tag and name in HTML_MEANING:
            self._mean(HTML_MEANING[name], opens=not tag["closes"])

    def _mean(self, kind: str, opens: bool) -> None:
        if opens:
            self.open[kind] = None
        else:
            self.open.pop(kind, None)
