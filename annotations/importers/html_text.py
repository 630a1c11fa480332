"""HTML of other people's comments as Markdown: paragraphs, links, emphasis, lists, quotes and code."""

import re
from collections import Counter
from html import unescape

import nh3
from lxml import html
from lxml.html import HtmlElement

from annotations.exporters.markdown_text import address, escaped
from annotations.markdown import SCHEMES, TAGS
from reader.text import clean, is_safe_href

BLOCKS = {"p", "div", "ul", "ol", "pre", "blockquote"}
SAME = {"b": "strong", "i": "em", "cite": "em"}
MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**"}
BLANKS = (" ", "\t")
BLANK_LINES = re.compile(r"\n{3,}")
# What keeps a tree from becoming as deep as recursion goes.
DEEPEST = 40
# Parsers take ever longer for what is longer or deeper, and at last leave its words out.
LONGEST, DEEPEST_SOURCE = 50_000, 100
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
# These need no end: one more of them ends them, or there is nothing in them.
ENDLESS = {"p", "li", "dt", "dd", "tr", "td", "th", "option", "br", "hr", "img", "input", "wbr", "col"}


def from_html(source: str) -> str:
    """The words as Markdown that shows as the HTML was shown; scripts, styles and pictures are left out.

    Line breaks in the source are kept: old comments were typed with them. Of what is too long or too deep to
    be parsed only the words are kept, without their formatting.
    """
    source = clean(source)
    if len(source) > LONGEST or _is_deep(source):
        return clean(BLANK_LINES.sub("\n\n", escaped(unescape(TAG.sub("\n", source))))).strip("\n")
    tags = TAGS | set(SAME) | {"div"}
    safe = nh3.clean(source, tags=tags, attributes={"a": {"href"}}, url_schemes=SCHEMES)
    root = html.fragment_fromstring(safe, create_parent="div")
    return clean(BLANK_LINES.sub("\n\n", _inside(root, 0))).strip("\n")


def _is_deep(source: str) -> bool:
    """Whether more elements may stand in each other than in anything that somebody has written."""
    begun: Counter[str] = Counter()
    deep = 0
    for end, name in TAG.findall(source):
        tag = name.lower()
        if tag in ENDLESS:
            continue
        if not end:
            begun[tag] += 1
            deep += 1
        elif begun[tag]:
            begun[tag] -= 1
            deep -= 1
        if deep > DEEPEST_SOURCE:
            return True
    return False


def _inside(element: HtmlElement, depth: int) -> str:
    pieces = [_words(element.text or "")]
    for child in element:
        pieces += [_one(child, depth + 1), _words(child.tail or "")]
    return "".join(pieces)


def _words(text: str) -> str:
    """Escaped; where it begins with blanks, one stays: it may go on in a line."""
    return f"{' ' if text[:1] in BLANKS else ''}{escaped(text)}"


def _one(element: HtmlElement, depth: int) -> str:
    tag = str(element.tag)
    if depth > DEEPEST or tag in {"code", "pre"}:
        return _literally(element, tag)
    inside = _inside(element, depth)
    if tag == "br":
        return "\n"
    if tag in MARKS:
        return _marked(inside, MARKS[tag])
    if tag == "a":
        href = str(element.get("href") or "")
        return f"[{inside.strip()}]({address(href)})" if is_safe_href(href) and inside.strip() else inside
    if tag == "li":
        return _item(element, inside)
    if tag == "blockquote":
        lines = BLANK_LINES.sub("\n\n", inside).strip("\n").split("\n")
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
    return f"\n\n{inside}\n\n" if tag in BLOCKS else inside


def _literally(element: HtmlElement, tag: str) -> str:
    text = str(element.text_content())
    if tag == "code" and "`" not in text and "\n" not in text and text.strip():
        return f"`{text}`"
    if tag == "pre" and "```" not in text:
        return f"\n\n```\n{text.strip(chr(10))}\n```\n\n"
    return escaped(text)


def _item(element: HtmlElement, inside: str) -> str:
    parent = element.getparent()
    sign = "1." if parent is not None and parent.tag == "ol" else "-"
    body = inside.strip().replace("\n", f"\n{' ' * (len(sign) + 1)}")
    return f"\n{sign} {body}"


def _marked(text: str, mark: str) -> str:
    """With a mark of emphasis on either side, where CommonMark takes it: close to the words."""
    inner = text.strip()
    if not inner or "\n\n" in inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"
